#pragma once

#include <array>
#include <cfloat>
#include <charconv>
#include <cstdint>
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

/// A number as JSON writes it that a double can hold, correctly rounded. "-0" is negative.
inline PlainNumber plain_number(const char* begin, const char* end) {
  constexpr std::ptrdiff_t few = 15;  // digits: a double holds all such integers, and these powers of ten
  constexpr std::array<double, few + 1> powers = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const char* at = begin;
  if (at != end && *at == '-') ++at;
  const char* const first = at;
  if (at == end || !is_digit(*at)) return {0, nullptr};
  std::uint64_t digits = 0;
  const auto read_digits = [&] {
    for (; at != end && is_digit(*at); ++at) digits = 10 * digits + static_cast<std::uint64_t>(*at - '0');
  };
  read_digits();
  if (*first == '0' && at - first > 1) return {0, nullptr};
  std::ptrdiff_t whole = at - first, fraction = 0;
  if (at != end && *at == '.') {
    ++at;
    if (at == end || !is_digit(*at)) return {0, nullptr};
    const char* const behind_point = at;
    const bool is_long = end - at > few && is_digit(at[few]);
    if (!is_long) read_digits();
    fraction = is_long ? few + 1 : at - behind_point;
  }
  const bool has_exponent = at != end && (*at == 'e' || *at == 'E');
  if (FLT_EVAL_METHOD == 0 && whole + fraction <= few && !has_exponent) {
    const double size =
        static_cast<double>(digits) / powers[static_cast<std::size_t>(fraction)];  // rounded once
    return {*begin == '-' ? -size : size, at};
  }
  // What from_chars takes beyond JSON's grammar has been seen to.
  double value = 0;
  const auto [behind, failure] = std::from_chars(begin, end, value);
  return {value, failure == std::errc() ? behind : nullptr};
}

}  // namespace logits::io
