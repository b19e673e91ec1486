// Any bytes as the file of a vocabulary: what is read does not depend on how the bytes come in, is no more
// than there is, and reads back from a JSON list as the same tokens; what is refused is refused in one way.
#include "logits/error.hpp"
#include "src/io/format.hpp"
#include "src/io/text.hpp"
#include "src/io/vocabulary/read_vocabulary.hpp"
#include "tests/fuzz/feed.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit_io/memory.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

using logits::io::Spelling;

struct Read {
  std::vector<std::string> labels;
  std::string error;

  bool operator==(const Read&) const = default;
};

Read read(const std::string& file, std::optional<Spelling> spelling, std::size_t piece = std::string::npos) {
  logits::io::MemorySource source(file, piece);
  try {
    return {logits::io::read_vocabulary(source, "file", spelling)->labels, ""};
  } catch (const logits::Error& error) {
    require(error.failure == logits::Failure::input, "a vocabulary that is refused is bad input");
    return {{}, std::string(error.what()) + "\n" + error.details};
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string file(reinterpret_cast<const char*>(bytes), size);
  for (const std::optional<Spelling> spelling :
       {std::optional<Spelling>(), std::optional(Spelling::byte_level),
        std::optional(Spelling::sentencepiece)}) {
    const Read whole = read(file, spelling);
    require(read(file, spelling, 1) == whole, "bytes that come one by one make no difference");
    require(whole.labels.empty() != whole.error.empty(), "a vocabulary has tokens, or is refused");
    require(whole.labels.size() <= size, "a token takes a byte of the file at least");
    require_plain(whole.error, "an error");
    const bool is_text = std::all_of(whole.labels.begin(), whole.labels.end(), logits::io::is_utf8);
    if (whole.labels.empty() || !is_text) continue;

    std::string list;
    for (const std::string& label : whole.labels)
      list += (list.empty() ? "[" : ",") + logits::io::json_string(label);
    require(read(list + "]", Spelling::plain).labels == whole.labels,
            "a JSON list reads back as the same tokens");
  }
  return 0;
}
