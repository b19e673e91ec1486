#include "tests/fuzz/feed.hpp"

#include "logits/error.hpp"
#include "src/cli/app.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit_io/memory.hpp"

#include <nlohmann/json.hpp>

namespace {

/// A disk that is soon full: endless output must end.
class SmallSink : public logits::io::MemorySink {
 public:
  void write(std::string_view bytes) override {
    constexpr std::size_t room = std::size_t{1} << 22;
    if (text.size() + bytes.size() > room) throw logits::Error(logits::Failure::output, "no room is left");
    MemorySink::write(bytes);
  }
};

bool is_utf8(const std::string& text) {
  try {
    static_cast<void>(nlohmann::json(text).dump());
    return true;
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

/// Whether a terminal would obey a byte of it.
bool has_controls(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return true;
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) return true;
  }
  return false;
}

}  // namespace

void require_plain(const std::string& text, const std::string& what) {
  require(!has_controls(text), what + " has no control characters");
  require(is_utf8(text), what + " is UTF-8");
}

void require_json_lines(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    require(end != std::string_view::npos, "JSON output ends with a newline");
    require(nlohmann::json::accept(text.substr(0, end)), "every line of JSON output is JSON");
    text.remove_prefix(end + 1);
  }
}

Outcome feed(const std::vector<std::string>& arguments, std::string_view input, std::size_t piece) {
  logits::io::MemorySource in(std::string(input), piece);
  SmallSink out;
  logits::io::MemorySink err;
  const int code = logits::cli::run(arguments, {in, out, err});

  require(code >= 0 && code <= 4, "the exit code is one of 0 to 4");
  require(code == 0 || err.text.find("logits: error: ") == 0 ||
              err.text.find("\nlogits: error: ") < err.text.size(),
          "a run that fails says why");
  require_plain(err.text, "standard error");
  return {code, out.text, err.text};
}
