#pragma once

#include "src/io/scan/plain_number.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logits::io {

/// Reads JSON's plainest pieces one after the other, in a tenth of the time that a parser for everything
/// takes. Each function passes over blanks and reads what it is named for, or says that this is not there. It
/// never says why: whoever is told so gives up, and leaves the text to the parser and its error messages.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : begin_(text.data()), at_(begin_), end_(begin_ + text.size()) {}

  /// Passes over this character.
  bool take(char c) {
    if (!sees(c)) return false;
    ++at_;
    return true;
  }

  bool sees(char c) {
    pass_blanks();
    return at_ != end_ && *at_ == c;
  }

  bool ended() {
    pass_blanks();
    return at_ == end_;
  }

  /// The byte offset of what comes next.
  std::size_t place() {
    pass_blanks();
    return static_cast<std::size_t>(at_ - begin_);
  }

  /// A number, the same as parse_json's.
  std::optional<double> number() {
    pass_blanks();
    const auto [value, behind] = plain_number(at_, end_);
    if (behind == nullptr) return std::nullopt;
    const bool integer_zero = value == 0 && behind - at_ <= 2;  // "-0" is an integer, without a sign
    at_ = behind;
    return integer_zero ? 0.0 : value;
  }

  /// A number, or minus infinity as "-inf", "-Infinity" or -Infinity.
  std::optional<double> logit() {
    if (const auto value = number()) return value;
    return ban();
  }

  /// A whole number from 0 to 2^64 - 1, written in digits alone.
  std::optional<std::uint64_t> count();

  /// A string, its escapes read and its UTF-8 checked.
  std::optional<std::string> string();

  /// Any value that is not nested deep, as it is written. Only where it ends is certain: it must be parsed.
  std::optional<std::string_view> value();

  /// Passes over true, false or null.
  bool take_word(std::string_view word);

  /// Makes room for a list whose first elements have been read since `start`, as many as the rest of the text
  /// may hold: so it does not move again and again.
  void foresee(auto& list, std::size_t start) {
    constexpr std::size_t few = 64, most = std::size_t{1} << 20;
    if (list.size() != few) return;
    const std::size_t read = place() - start, left = static_cast<std::size_t>(end_ - at_);
    list.reserve(std::min(most, few + (few + 4) * left / read));
  }

 private:
  static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

  void pass_blanks() {
    while (at_ != end_ && is_blank(*at_)) ++at_;
  }

  std::optional<double> ban();
  std::optional<std::string> odd_string(const char* begin);
  bool take_escape(std::string& to);
  std::optional<std::uint32_t> four_hex_digits();

  const char* begin_;
  const char* at_;
  const char* end_;
};

}  // namespace logits::io
