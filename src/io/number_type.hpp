#pragma once

#include <cstddef>
#include <span>

namespace logits::io {

/// How a number of a binary file is stored.
struct NumberType {
  enum class Kind { f16, bf16, f32, f64, u8, u16, u32, u64, i8, i16, i32, i64 };
  Kind kind = Kind::f32;
  bool big_endian = false;

  std::size_t size() const;  ///< in bytes
  bool operator==(const NumberType&) const = default;
};

inline constexpr std::size_t largest_number = 8;  // bytes

/// Reads numbers as doubles, one for each of `numbers`. Exact, but for integers beyond 2^53, which are
/// rounded to the nearest double. Tells whether each is a logit: finite, or minus infinity.
bool read_numbers(NumberType, std::span<const char> bytes, std::span<double> numbers);

}  // namespace logits::io
