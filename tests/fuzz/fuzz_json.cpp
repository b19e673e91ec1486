// The first line is the options, the rest JSON. What is read does not depend on how the bytes come in, nor
// on which of two readers reads it, and what --json writes reads back as the same tokens.
#include "src/io/json_rows.hpp"
#include "tests/fuzz/feed.hpp"
#include "tests/fuzz/options_line.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/transcript.hpp"

#include <cstdint>

#include <nlohmann/json.hpp>

namespace {

/// Who the tokens are, and which of them are kept, of each line.
std::vector<nlohmann::json> tokens_of(std::string_view lines) {
  std::vector<nlohmann::json> result;
  for (std::size_t at = 0; at < lines.size(); at = lines.find('\n', at) + 1) {
    auto tokens = nlohmann::json::parse(lines.substr(at, lines.find('\n', at) - at)).at("tokens");
    for (auto& token : tokens) {
      for (const char* const number : {"logit", "p", "logp"}) token.erase(number);
    }
    result.push_back(std::move(tokens));
  }
  return result;
}

/// All that is read of it, errors too.
std::string rows_of(std::string_view json, logits::io::Scanning scanning) {
  using namespace logits::io;
  return transcript(json_rows(lines_of(std::string(json)), Form::automatic, Framing::none, scanning));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto [arguments, text] = split_options({reinterpret_cast<const char*>(bytes), size});
  using logits::io::Scanning;
  require(rows_of(text, Scanning::plain_shapes) == rows_of(text, Scanning::nothing),
          "plain shapes are read as by the reader for all documents");
  const Outcome table = feed(arguments, text);
  require_plain(table.out, "a table");
  require(feed(arguments, text, 1) == table, "bytes that come one by one make no difference");

  std::vector<std::string> to_json = arguments;
  std::erase(to_json, "--before");
  to_json.emplace_back("--json");
  const Outcome first = feed(to_json, text);
  require_json_lines(first.out);
  require(first.exit_code == table.exit_code, "a table fails where JSON fails");
  if (first.exit_code != 0) return 0;
  const Outcome again = feed({"--json"}, first.out);
  require(again.exit_code == 0, "JSON reads back");
  require(tokens_of(again.out) == tokens_of(first.out), "JSON reads back as the same tokens");
  return 0;
}
