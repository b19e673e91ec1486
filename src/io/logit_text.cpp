#include "src/io/logit_text.hpp"

#include "logits/error.hpp"
#include "src/io/number.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace logits::io {

std::vector<Field> fields_of(std::string_view line) {
  std::vector<Field> fields;
  for (std::size_t at = line.find_first_not_of(blanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
    fields.push_back({line.substr(at, end - at), at});
    at = line.find_first_not_of(blanks, end);
  }
  return fields;
}

bool is_number(std::string_view text) {
  return parse_number(text).kind != Number::Kind::none;
}

void refuse(const Text& text, Field field) {
  using Kind = Number::Kind;
  const auto fail = [&](const std::string& what, std::string_view note = {}) {
    throw Error(Failure::input, what, text.point(field.at, field.text.size(), note));
  };
  const Kind kind = parse_number(field.text).kind;
  if (kind == Kind::nan) fail("a logit is NaN");
  if (kind == Kind::infinity)
    fail("a logit is plus infinity", "only -inf, which bans the token, can be used");
  if (kind == Kind::out_of_range)
    fail(fmt::format("{} is out of range: no double is that large", in_quotes(field.text)));
  const bool comma = field.text.find(',') != std::string_view::npos;
  fail(fmt::format("{} is not a number", in_quotes(field.text)),
       comma ? "numbers are separated by blanks and have a decimal point"
             : "expected a logit, such as 1.8, -2, 1e3 or -inf");
  std::abort();  // never reached
}

double logit_of(const Text& text, Field field) {
  const Number number = parse_number(field.text);
  if (!number.is_logit()) refuse(text, field);
  return number.value;
}

}  // namespace logits::io
