#include "logits/parameter.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace logits {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A finite number in decimal; nothing for anything else, and for one that only rounding makes 0.
std::optional<double> finite_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.starts_with('.') ? 1 : 0;  // from_chars takes "inf" and a second sign too
  if (text.size() <= point || !is_digit(text[point])) return std::nullopt;
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  const std::string_view digits = text.substr(0, text.find_first_of("eE"));
  if (value == 0 && digits.find_first_of("123456789") != std::string_view::npos) return std::nullopt;
  return negative ? -value : value;
}

bool is_within(double value, Range range) {
  switch (range) {
    case Range::not_negative:
      return value >= 0;
    case Range::positive:
      return value > 0;
    case Range::fraction:
      return value >= 0 && value <= 1;
    case Range::below_one:
      return value >= 0 && value < 1;
    default:
      return true;
  }
}

}  // namespace

std::string words_for(const Parameter& parameter) {
  switch (parameter.range) {
    case Range::any:
      return "a number";
    case Range::not_negative:
      return "a number that is zero or more";
    case Range::positive:
      return "a number above zero";
    case Range::fraction:
      return "a number from 0 to 1";
    case Range::below_one:
      return "a number from 0 to below 1";
    case Range::count:
      return "a whole number from 0 to 2^64 - 1";
    case Range::flag:
      return "on or off";
    case Range::tokens:
      return "a list of tokens";
    case Range::word:
      break;
  }
  std::string list = "one of " + std::string(parameter.words);
  for (std::size_t bar = list.find('|'); bar != std::string::npos; bar = list.find('|'))
    list.replace(bar, 1, ", ");
  return list;
}

std::optional<std::size_t> place_of_word(std::string_view words, std::string_view word) {
  for (std::size_t place = 0;; ++place) {
    const std::size_t bar = words.find('|');
    if (words.substr(0, bar) == word) return place;
    if (bar == std::string_view::npos) return std::nullopt;
    words.remove_prefix(bar + 1);
  }
}

std::string_view word_at(std::string_view words, std::size_t place) {
  for (; place > 0; --place) words.remove_prefix(words.find('|') + 1);
  return words.substr(0, words.find('|'));
}

bool read_value(std::string_view text, const Parameter& parameter, double& value) {
  const auto number = finite_number(text);
  if (!number || !is_within(*number, parameter.range)) return false;
  value = *number;
  return true;
}

bool read_value(std::string_view text, const Parameter&, std::uint64_t& value) {
  std::uint64_t count = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (text.empty() || failure != std::errc() || end != text.data() + text.size()) return false;
  value = count;
  return true;
}

bool read_value(std::string_view text, const Parameter&, bool& value) {
  const bool on = text == "on" || text == "true";
  if (!on && text != "off" && text != "false") return false;
  value = on;
  return true;
}

std::string value_text(const Parameter&, double value) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value + 0 /* no -0 */).ptr;
  return {digits.data(), end};
}

std::string value_text(const Parameter&, std::uint64_t value) {
  return std::to_string(value);
}

std::string value_text(const Parameter&, bool value) {
  return value ? "on" : "off";
}

}  // namespace logits
