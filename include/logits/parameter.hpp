#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace logits {

/// Which values a parameter may take.
enum class Range {
  any,           ///< a finite number
  not_negative,  ///< a finite number, zero or more
  positive,      ///< a finite number above zero
  fraction,      ///< 0 to 1, both ends too
  below_one,     ///< 0 to 1 without 1
  count,         ///< a whole number
  flag,          ///< a bool
  word,          ///< an enum, its values in the order of `words`
  tokens,        ///< tokens, which only an input can name: never an option that follows from the step
};

/// A parameter of a step, as everybody sees it: `--top-k`, `-k`, "top_k". Listed once, in its step's
/// `fields`; option parsing, help, JSON, chains as text and validation follow from it.
struct Parameter {
  std::string_view name;  ///< as the long option is spelled
  char letter = 0;        ///< the short option, or 0
  Range range;
  std::string_view value = {};  ///< what stands for the value in the help
  std::string_view help = {};
  std::string_view hint = {};   ///< what to tell somebody whose value is out of range
  std::string_view words = {};  ///< "first|all": the values of an enum
  std::string_view needs = {};  ///< "a|b": it matters only where one of these is not as it is by default
};

/// Whether a parameter of this type is a single value, and not a list of tokens.
template <typename Value>
inline constexpr bool is_value = std::is_arithmetic_v<Value> || std::is_enum_v<Value>;

/// "a number that is zero or more", "one of first, all"
std::string words_for(const Parameter&);

/// The place of a word among "first|all", and the word at a place.
std::optional<std::size_t> place_of_word(std::string_view words, std::string_view word);
std::string_view word_at(std::string_view words, std::size_t place);

/// Reads a value as people write it: decimal, `+`, `.5`, `5.` and `1e3` too; a flag is on, off, true or
/// false. Nothing is clamped: false where the text is no value that the parameter may take, and where it is
/// so small that it would become 0.
bool read_value(std::string_view text, const Parameter&, double& value);
bool read_value(std::string_view text, const Parameter&, std::uint64_t& value);
bool read_value(std::string_view text, const Parameter&, bool& value);
template <typename Word>
requires std::is_enum_v<Word>
bool read_value(std::string_view text, const Parameter& parameter, Word& value) {
  const auto place = place_of_word(parameter.words, text);
  if (place) value = static_cast<Word>(*place);
  return place.has_value();
}

/// The value as text, in the fewest digits that read back as the same.
std::string value_text(const Parameter&, double value);
std::string value_text(const Parameter&, std::uint64_t value);
std::string value_text(const Parameter&, bool value);
template <typename Word>
requires std::is_enum_v<Word> std::string value_text(const Parameter& parameter, Word value) {
  return std::string(word_at(parameter.words, static_cast<std::size_t>(value)));
}

}  // namespace logits
