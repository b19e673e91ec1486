#pragma once

#include "src/io/place.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace logits::io {

/// A piece of a line between blanks.
struct Field {
  std::string_view text;
  std::size_t at;
};

inline constexpr std::string_view blanks = " \t";

std::vector<Field> fields_of(std::string_view line);

/// The same into a list that is used again and again.
void read_fields(std::string_view line, std::vector<Field>& fields);

/// Appends the numbers of a line that holds nothing but plain ones, as JSON writes them; else says false and
/// appends none.
bool append_plain_numbers(std::string_view line, std::vector<double>& numbers);

/// Whether a text was meant as a number, even one that cannot be used.
bool is_number(std::string_view text);

/// A logit, finite or minus infinity. `text` is what the field is a part of. Throws `Failure::input`.
double logit_of(const Text& text, Field field);

/// Throws `Failure::input`, saying why the field is no logit.
[[noreturn]] void refuse(const Text& text, Field field);

}  // namespace logits::io
