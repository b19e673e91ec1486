#pragma once

#include "src/io/vocabulary/spelling.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logits::io {

inline constexpr std::size_t most_pieces = std::size_t{1} << 24;  // no vocabulary is that large

/// A vocabulary as its file has it.
struct Pieces {
  std::vector<std::string> texts;  ///< one for each id
  std::vector<bool> literal;       ///< of each: whether it stands for itself, as special tokens do, whatever
                                   ///< the spelling; or empty if none does
  std::optional<Spelling> spelling;  ///< of the others; nothing where the file does not say
};

/// What a token is called of which only the id is known: "<id 7>".
std::string label_of_unnamed(std::uint64_t id);

}  // namespace logits::io
