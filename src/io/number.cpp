#include "src/io/number.hpp"

#include "src/io/scan/plain_number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace logits::io {
namespace {

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; });
}

}  // namespace

Number parse_number(std::string_view text) {
  using Kind = Number::Kind;
  const bool signed_ = !text.empty() && (text[0] == '+' || text[0] == '-');
  const bool negative = signed_ && text[0] == '-';
  const std::string_view body = text.substr(signed_ ? 1 : 0);
  const bool is_word = !body.empty() && !is_digit(body[0]);
  if (is_word && equals_ignoring_case(body, "nan")) return {Kind::nan};
  if (is_word && (equals_ignoring_case(body, "inf") || equals_ignoring_case(body, "infinity"))) {
    if (!negative) return {Kind::infinity};
    return {Kind::minus_infinity, -std::numeric_limits<double>::infinity()};
  }
  // from_chars takes "inf", "nan" and a second sign too: a number begins with a digit, or a point and a
  // digit.
  const std::size_t point = !body.empty() && body[0] == '.' ? 1 : 0;
  if (body.size() <= point || !is_digit(body[point])) return {};

  double value = 0;
  const auto [end, failure] = std::from_chars(body.data(), body.data() + body.size(), value);
  if (end != body.data() + body.size()) return {};
  if (failure == std::errc::result_out_of_range) {
    value = std::strtod(std::string(body).c_str(), nullptr);  // tells too large from too small
    if (std::isinf(value)) return {Kind::out_of_range};
  }
  return {Kind::finite, negative ? -value : value};
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace logits::io
