#pragma once

#include <array>
#include <cfloat>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <system_error>

namespace logits::io {

/// A number at the beginning of a text, and what stands behind it; null where there is no such number.
struct PlainNumber {
  double value;
  const char* end;
};

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A number of up to 15 digits and no exponent: they and the power of ten are exact doubles, so that the one
/// division rounds correctly. Null for any other.
inline PlainNumber short_number(const char* begin, const char* end) {
  constexpr std::ptrdiff_t most = 15;
  static constexpr std::array<double, most> powers = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6, 1e7,
                                                      1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};
  const char* at = begin;
  if (at != end && *at == '-') ++at;
  const char* const first = at;
  std::uint64_t digits = 0;
  const auto read_digits = [&] {
    for (; at != end && is_digit(*at); ++at) digits = 10 * digits + static_cast<std::uint64_t>(*at - '0');
  };
  read_digits();
  const std::ptrdiff_t whole = at - first;
  if (whole == 0 || (*first == '0' && whole > 1)) return {0, nullptr};
  std::ptrdiff_t fraction = 0;
  if (at != end && *at == '.') {
    const char* const behind_point = ++at;
    read_digits();
    fraction = at - behind_point;
    if (fraction == 0) return {0, nullptr};
  }
  const bool has_exponent = at != end && (*at == 'e' || *at == 'E');
  if (FLT_EVAL_METHOD != 0 || whole + fraction > most || has_exponent) return {0, nullptr};
  const double size = static_cast<double>(digits) / powers[static_cast<std::size_t>(fraction)];
  return {*begin == '-' ? -size : size, at};
}

inline bool are_eight_digits(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  const std::uint64_t above_nine = (bytes + 0x0606060606060606) >> 4 & 0x0F0F0F0F0F0F0F0F;
  return ((bytes & 0xF0F0F0F0F0F0F0F0) | above_nine) == 0x3333333333333333;
}

/// A number as JSON writes it that a double can hold, correctly rounded. "-0" is negative.
inline PlainNumber plain_number(const char* begin, const char* end) {
  const bool looks_long = end - begin > 16 && are_eight_digits(begin + 9);
  if (!looks_long) {
    if (const PlainNumber number = short_number(begin, end); number.end != nullptr) return number;
  }
  const char* at = begin;
  if (at != end && *at == '-') ++at;
  if (at == end || !is_digit(*at)) return {0, nullptr};
  const bool zero = *at == '0';
  ++at;
  if (zero && at != end && is_digit(*at)) return {0, nullptr};
  while (at != end && is_digit(*at)) ++at;
  if (at != end && *at == '.' && (at + 1 == end || !is_digit(at[1]))) return {0, nullptr};
  // What from_chars takes beyond JSON's grammar has been seen to.
  double value = 0;
  const auto [behind, failure] = std::from_chars(begin, end, value);
  return {value, failure == std::errc() ? behind : nullptr};
}

}  // namespace logits::io
