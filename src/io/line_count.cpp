#include "src/io/line_count.hpp"

namespace logits::io {

std::uint64_t line_ends(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) ++count;
  return count;
}

std::string LineCount::line(std::size_t offset) {
  rest_.first_line += line_ends(rest_.text.substr(0, offset - counted_));
  rest_.text.remove_prefix(offset - counted_);
  counted_ = offset;
  return rest_.line();
}

}  // namespace logits::io
