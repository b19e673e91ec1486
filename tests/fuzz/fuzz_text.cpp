// The first line is the options, the rest the text. What is read does not depend on how the bytes come in,
// and what
// --format tsv writes reads back as the same tokens.
#include "src/io/text_rows.hpp"
#include "tests/fuzz/feed.hpp"
#include "tests/fuzz/options_line.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/transcript.hpp"

#include <cstdint>

namespace {

/// The first column.
std::vector<std::string> tokens_of(std::string_view tsv) {
  std::vector<std::string> tokens;
  for (std::size_t at = 0; at < tsv.size(); at = tsv.find('\n', at) + 1)
    tokens.emplace_back(tsv.substr(at, tsv.find('\t', at) - at));
  return tokens;
}

/// All that is read of it, errors too.
std::string rows_of(std::string_view text, logits::io::Scanning scanning) {
  using namespace logits::io;
  return transcript(text_rows(lines_of(std::string(text)), Form::automatic, scanning));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto [arguments, text] = split_options({reinterpret_cast<const char*>(bytes), size});
  using logits::io::Scanning;
  require(rows_of(text, Scanning::plain_shapes) == rows_of(text, Scanning::nothing),
          "plain lines are read as by the reader for all lines");
  const Outcome table = feed(arguments, text);
  require_plain(table.out, "a table");
  require(feed(arguments, text, 1) == table, "bytes that come one by one make no difference");

  std::vector<std::string> to_tsv = arguments;
  std::erase(to_tsv, "--before");  // a third column
  std::erase(to_tsv, "--stats");
  to_tsv.insert(to_tsv.end(), {"--logprobs", "--format", "tsv"});
  const Outcome first = feed(to_tsv, text);
  const bool several_rows = first.out.find("\n\n") != std::string::npos;
  if (first.exit_code != 0 || several_rows) return 0;
  const Outcome again = feed({"--logprobs", "--format", "tsv", "--from", "pairs"}, first.out);
  require(again.exit_code == 0, "tsv reads back");
  require(tokens_of(again.out) == tokens_of(first.out), "tsv reads back as the same tokens");
  return 0;
}
