#pragma once

#include <charconv>
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
