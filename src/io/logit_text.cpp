#include "src/io/logit_text.hpp"

#include "logits/error.hpp"
#include "src/io/number.hpp"
#include "src/io/scan/plain_number.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace logits::io {
namespace {

bool separates(char c) {
  return c == ' ' || c == '\t';
}

}  // namespace

std::vector<Field> fields_of(std::string_view line) {
  std::vector<Field> fields;
  read_fields(line, fields);
  return fields;
}

void read_fields(std::string_view line, std::vector<Field>& fields) {
  fields.clear();
  for (std::size_t at = 0; at < line.size();) {
    while (at < line.size() && separates(line[at])) ++at;
    const std::size_t begin = at;
    while (at < line.size() && !separates(line[at])) ++at;
    if (at > begin) fields.push_back({line.substr(begin, at - begin), begin});
  }
}

bool append_plain_numbers(std::string_view line, std::vector<double>& numbers) {
  const std::size_t before = numbers.size();
  const char* at = line.data();
  const char* const end = at + line.size();
  while (true) {
    while (at != end && separates(*at)) ++at;
    if (at == end) return true;
    const PlainNumber number = plain_number(at, end);
    if (number.end == nullptr || (number.end != end && !separates(*number.end))) break;
    at = number.end;
    numbers.push_back(number.value);
  }
  numbers.resize(before);
  return false;
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
