#pragma once

#include "src/io/place.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace logits::io {

/// How many line feeds there are in a text.
std::uint64_t line_ends(std::string_view text);

/// Tells the lines of one place after the other as `Text::line` does, without counting any line twice: so
/// many places in a long text do not take quadratic time.
class LineCount {
 public:
  explicit LineCount(Text text) : rest_(std::move(text)) {}

  /// Offsets must not fall.
  std::string line(std::size_t offset);

 private:
  Text rest_;  // of the text, from the last place on
  std::size_t counted_ = 0;
};

}  // namespace logits::io
