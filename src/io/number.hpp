#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logits::io {

/// What a piece of text is, read as a number.
struct Number {
  enum class Kind { finite, minus_infinity, infinity, nan, out_of_range, none };
  Kind kind = Kind::none;
  double value = 0;  ///< for finite and minus infinity

  bool is_logit() const { return kind == Kind::finite || kind == Kind::minus_infinity; }
};

/// Decimal digits, with an optional sign, point and exponent (`+1.5`, `.5`, `5.`, `1E+05`), or the words nan,
/// inf and infinity in any case with an optional sign. Nothing else: no blanks, no hex, no thousands, no
/// other locale's digits.
Number parse_number(std::string_view text);

/// Only digits, at most 2^64 - 1.
std::optional<std::uint64_t> parse_count(std::string_view text);

}  // namespace logits::io
