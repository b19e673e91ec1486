#include "src/io/number_type.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

namespace logits::io {
namespace {

/// The bits of a number that stands anywhere.
template <typename Bits, bool swapped>
Bits bits_at(const char* bytes) {
  std::array<char, sizeof(Bits)> copy;
  std::memcpy(copy.data(), bytes, copy.size());
  if constexpr (swapped) std::reverse(copy.begin(), copy.end());
  return std::bit_cast<Bits>(copy);
}

/// A number as it lies in memory, and what it is worth.
template <typename Number>
struct Plain {
  using Bits = Number;
  static double value(Number x) { return static_cast<double>(x); }
};

/// The upper half of a float32.
struct Bfloat16 {
  using Bits = std::uint16_t;
  static double value(Bits bits) { return std::bit_cast<float>(std::uint32_t{bits} << 16); }
};

/// IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction.
struct Binary16 {
  using Bits = std::uint16_t;
  static double value(Bits bits) {
    const std::uint64_t exponent = bits >> 10 & 0x1F;
    const std::uint64_t fraction = bits & 0x3FF;
    // As a whole number times a power of two, no subnormal double comes up, whatever the CPU makes of them.
    const std::uint64_t hidden = exponent == 0 ? 0 : 0x400;
    const double unit = std::bit_cast<double>((std::max<std::uint64_t>(exponent, 1) + 1023 - 25) << 52);
    const double finite = static_cast<double>(static_cast<std::int32_t>(hidden | fraction)) * unit;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double odd = fraction == 0 ? infinity : std::numeric_limits<double>::quiet_NaN();
    const double magnitude = exponent == 0x1F ? odd : finite;
    return (bits & 0x8000) != 0 ? -magnitude : magnitude;
  }
};

/// A loop without branches, so that compilers make vectors of it.
template <typename Type, bool swapped>
bool read_all(const char* bytes, std::span<double> numbers) {
  using Bits = typename Type::Bits;
  bool usable = true;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double x = Type::value(bits_at<Bits, swapped>(bytes + i * sizeof(Bits)));
    usable &= x <= std::numeric_limits<double>::max();  // neither NaN nor plus infinity
    numbers[i] = x;
  }
  return usable;
}

template <typename Type>
bool read_all(NumberType type, std::span<const char> bytes, std::span<double> numbers) {
  const bool swapped = type.big_endian != (std::endian::native == std::endian::big);
  return swapped ? read_all<Type, true>(bytes.data(), numbers) : read_all<Type, false>(bytes.data(), numbers);
}

}  // namespace

std::size_t NumberType::size() const {
  switch (kind) {
    case Kind::u8:
    case Kind::i8:
      return 1;
    case Kind::f16:
    case Kind::bf16:
    case Kind::u16:
    case Kind::i16:
      return 2;
    case Kind::f32:
    case Kind::u32:
    case Kind::i32:
      return 4;
    case Kind::f64:
    case Kind::u64:
    case Kind::i64:
      break;
  }
  return 8;
}

bool read_numbers(NumberType type, std::span<const char> bytes, std::span<double> numbers) {
  using Kind = NumberType::Kind;
  switch (type.kind) {
    case Kind::f16:
      return read_all<Binary16>(type, bytes, numbers);
    case Kind::bf16:
      return read_all<Bfloat16>(type, bytes, numbers);
    case Kind::f32:
      return read_all<Plain<float>>(type, bytes, numbers);
    case Kind::f64:
      return read_all<Plain<double>>(type, bytes, numbers);
    case Kind::u8:
      return read_all<Plain<std::uint8_t>>(type, bytes, numbers);
    case Kind::u16:
      return read_all<Plain<std::uint16_t>>(type, bytes, numbers);
    case Kind::u32:
      return read_all<Plain<std::uint32_t>>(type, bytes, numbers);
    case Kind::u64:
      return read_all<Plain<std::uint64_t>>(type, bytes, numbers);
    case Kind::i8:
      return read_all<Plain<std::int8_t>>(type, bytes, numbers);
    case Kind::i16:
      return read_all<Plain<std::int16_t>>(type, bytes, numbers);
    case Kind::i32:
      return read_all<Plain<std::int32_t>>(type, bytes, numbers);
    case Kind::i64:
      return read_all<Plain<std::int64_t>>(type, bytes, numbers);
  }
  return false;
}

}  // namespace logits::io
