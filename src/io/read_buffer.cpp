#include "src/io/read_buffer.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>

namespace logits::io {

void ReadBuffer::grow() {
  constexpr std::size_t least = std::size_t{256} * 1024;  // beyond what is taken from the heap's small change
  const std::size_t size = std::max(least, 2 * size_);
  void* const moved = std::realloc(memory_.get(), size + page);
  if (moved == nullptr) throw std::bad_alloc();
  static_cast<void>(memory_.release());
  memory_.reset(moved);
  const std::size_t before = offset_;
  offset_ = (page - reinterpret_cast<std::uintptr_t>(moved) % page) % page;
  if (offset_ != before) std::memmove(data(), static_cast<char*>(moved) + before, size_);
  size_ = size;
}

}  // namespace logits::io
