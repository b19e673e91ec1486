#include "src/io/format.hpp"
#include "src/io/vocabulary/readers.hpp"

#include <cstdint>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::uint32_t longest_piece = std::uint32_t{1} << 16;

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 4; i-- > 0;) word = word << 8 | static_cast<unsigned char>(bytes[at + i]);
  return word;
}

}  // namespace

bool is_tokenizer_bin(std::string_view start) {
  if (start.size() < 12) return false;
  const std::uint32_t longest = word_at(start, 0);
  return longest > 0 && longest <= longest_piece && word_at(start, 8) <= longest;
}

Pieces read_tokenizer_bin(VocabularyBytes& bytes) {
  Pieces pieces;
  pieces.spelling = Spelling::plain;
  const auto longest = bytes.word<std::uint32_t>("the longest length");
  while (!bytes.at_end()) {
    const std::string which = fmt::format("token {}", grouped(pieces.texts.size()));
    bytes.skip(sizeof(float), which);  // the score
    const auto length = bytes.word<std::uint32_t>(which);
    if (length > longest) {
      bytes.fail(fmt::format("{} is said to be {} long, and the longest is said to have {}", which,
                             counted(length, "byte"), grouped(longest)));
    }
    pieces.texts.push_back(bytes.take(length, which));
  }
  return pieces;
}

}  // namespace logits::io
