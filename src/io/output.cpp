#include "src/io/output.hpp"

#include <array>

#include <fmt/compile.h>

namespace logits::io {
namespace {

/// A large vocabulary is mostly numbers. A format that is parsed for each of them, and an iterator that
/// appends their characters one by one, would treble their cost.
template <typename Number>
void append(fmt::memory_buffer& buffer, Number x) {
  std::array<char, 32> text;  // the longest double has 24 characters
  const char* const end = fmt::format_to(text.data(), FMT_COMPILE("{}"), x);
  buffer.append(text.data(), end);
}

}  // namespace

void Output::number(double x) {
  append(buffer_, x + 0.0);  // -0.0 + 0.0 is 0.0
  if (buffer_.size() > chunk) flush();
}

void Output::number(std::uint64_t x) {
  append(buffer_, x);
  if (buffer_.size() > chunk) flush();
}

}  // namespace logits::io
