#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

/// Takes values off the front of the bytes; zeros when they run out.
class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  template <typename Value>
  Value take() {
    Value value{};
    const std::size_t count = std::min(sizeof(value), bytes_.size());
    std::memcpy(&value, bytes_.data(), count);
    bytes_ = bytes_.subspan(count);
    return value;
  }

  /// Below n.
  std::size_t below(std::size_t n) { return n <= 256 ? take<std::uint8_t>() % n : take<std::uint32_t>() % n; }

  bool empty() const { return bytes_.empty(); }

 private:
  std::span<const std::uint8_t> bytes_;
};
