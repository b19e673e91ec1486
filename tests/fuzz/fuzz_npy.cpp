// The first byte is the options, the second the size of a vocabulary, the rest a .npy or safetensors file or
// raw numbers. What is read does not depend on how the bytes come in, on whether the size is known, or on
// which rows are wanted.
#include "logits/error.hpp"
#include "src/io/documents.hpp"
#include "tests/fuzz/feed.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit_io/memory.hpp"

#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace io = logits::io;

struct Choice {
  const char* name;
  io::Form form;
  bool is_raw;
};

constexpr Choice choices[] = {{"auto", io::Form::automatic, false},
                              {"npy", io::Form::npy, false},
                              {"safetensors", io::Form::safetensors, false},
                              {"f16", io::Form::f16, true},
                              {"bf16", io::Form::bf16, true},
                              {"f32", io::Form::f32, true},
                              {"f64", io::Form::f64, true},
                              {"auto", io::Form::automatic, false}};

/// A regular file, in memory.
class SizedSource : public io::MemorySource {
 public:
  explicit SizedSource(std::string_view bytes) : MemorySource(std::string(bytes)), left_(bytes.size()) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = MemorySource::read(buffer);
    left_ -= count;
    return count;
  }
  std::optional<std::uint64_t> left() const override {
    return left_ == 0 ? std::nullopt : std::optional<std::uint64_t>(left_);
  }

 private:
  std::size_t left_;
};

/// The bits of all rows, and the first error.
struct Read {
  std::vector<std::vector<std::uint64_t>> rows;
  bool failed = false;
};

Read read_all(io::Source& source, const io::Reading& reading) {
  const io::Rows rows = io::open_inputs({"-"}, reading, source, [] {});
  Read read;
  try {
    while (const auto row = rows()) {
      std::vector<std::uint64_t> bits;
      for (const double logit : row->logits) bits.push_back(std::bit_cast<std::uint64_t>(logit));
      require(!bits.empty(), "a row is not empty");
      read.rows.push_back(std::move(bits));
    }
  } catch (const logits::Error&) {
    read.failed = true;
  }
  return read;
}

std::string line(std::string_view text, std::size_t number) {
  for (; number > 0 && !text.empty(); --number) text.remove_prefix(text.find('\n') + 1);
  return std::string(text.substr(0, text.find('\n') + 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* input, std::size_t size) {
  if (size < 2) return 0;
  const Choice& choice = choices[input[0] & 7];
  const std::uint64_t vocab_size = std::uint64_t{input[1]} + 1;
  const std::string_view bytes(reinterpret_cast<const char*>(input) + 2, size - 2);

  std::vector<std::string> arguments = {"--json", "--from", choice.name};
  if (choice.is_raw) arguments.insert(arguments.end(), {"--vocab-size", std::to_string(vocab_size)});
  if ((input[0] & 8) != 0) arguments.emplace_back("--keep-going");
  const Outcome whole = feed(arguments, bytes);
  require_json_lines(whole.out);
  require(feed(arguments, bytes, 1) == whole, "bytes that come one by one make no difference");

  const io::Reading reading{.form = choice.form, .vocab_size = choice.is_raw ? vocab_size : 0};
  SizedSource file(bytes);
  io::MemorySource pipe{std::string(bytes)};
  const Read from_file = read_all(file, reading), from_pipe = read_all(pipe, reading);
  if (!from_file.failed)
    require(!from_pipe.failed && from_pipe.rows == from_file.rows, "a pipe gives the rows of a file");
  if (from_pipe.failed) require(from_file.failed, "a file is as bad as a pipe");

  if (whole.exit_code != 0 || from_pipe.rows.size() < 2) return 0;
  arguments.insert(arguments.end(), {"--row", "1"});
  require(feed(arguments, bytes).out == line(whole.out, 1), "a row that is picked is the same");
  return 0;
}
