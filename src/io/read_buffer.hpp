#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>

namespace logits::io {

/// Bytes to read into. They begin at a page, as reads elsewhere are several times slower, are not touched
/// before they are used, and move to a larger place without a copy where the system can do that.
class ReadBuffer {
 public:
  static constexpr std::size_t page = 4096;

  char* data() { return static_cast<char*>(memory_.get()) + offset_; }
  const char* data() const { return static_cast<const char*>(memory_.get()) + offset_; }
  std::size_t size() const { return size_; }

  /// Doubles the size, at first from nothing to 256 KiB. The bytes stay, their addresses do not.
  void grow();

 private:
  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };

  std::unique_ptr<void, Free> memory_;
  std::size_t offset_ = 0;
  std::size_t size_ = 0;
};

}  // namespace logits::io
