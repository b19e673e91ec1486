#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// How the pieces of a vocabulary spell the bytes that they stand for.
enum class Spelling {
  plain,          ///< as they are
  byte_level,     ///< a printable character for each byte, as GPT-2 does: "Ġthe" is " the"
  metaspace,      ///< "▁" for a blank: "▁the" is " the"
  sentencepiece,  ///< the same, and "<0x0A>" for a single byte
};

/// The bytes that a piece stands for. A piece that was never spelled so is taken as it is.
std::string decoded(std::string_view piece, Spelling);

/// The spelling of pieces of which nothing else is told: byte-level where each of the 256 bytes has a piece
/// and no piece has other characters; sentencepiece where each byte has its "<0x0A>", blanks are a piece "▁",
/// and no piece has a blank; else plain.
Spelling spelling_of(const std::vector<std::string>& pieces);

}  // namespace logits::io
