#pragma once

#include "src/io/vocabulary/read_vocabulary.hpp"
#include "tests/unit_io/memory.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// A number as a binary file has it, little endian.
template <typename Word>
std::string word(Word value) {
  std::string bytes;
  for (std::size_t i = 0; i < sizeof(Word); ++i)
    bytes += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFF);
  return bytes;
}

inline std::shared_ptr<const Vocabulary> vocabulary_of(std::string file,
                                                       std::optional<Spelling> spelling = {}) {
  MemorySource source(std::move(file), 7);
  return read_vocabulary(source, "v", spelling);
}

inline std::vector<std::string> labels_of(std::string file, std::optional<Spelling> spelling = {}) {
  return vocabulary_of(std::move(file), spelling)->labels;
}

}  // namespace logits::io
