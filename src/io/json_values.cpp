#include "src/io/json_values.hpp"

#include "logits/error.hpp"
#include "src/io/number.hpp"
#include "src/io/text.hpp"

#include <limits>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr double banned = -std::numeric_limits<double>::infinity();

}  // namespace

void fail(const std::string& what, const Text& text, std::size_t at, std::string_view note) {
  throw Error(Failure::input, what, text.point(at, 1, note));
}

double odd_logit(const Json& json, const std::string& what, const Text& text) {
  const std::string* const word = json.word() != nullptr ? &json.word()->text : json.string();
  if (word != nullptr) {
    if (*word == "-inf" || *word == "-Infinity") return banned;
    const Number::Kind kind = parse_number(*word).kind;
    if (kind == Number::Kind::nan) fail(what + " is NaN", text, json.at);
    if (kind == Number::Kind::infinity) fail(what + " is plus infinity", text, json.at);
  }
  std::string_view note;
  if (json.is_null()) note = "some programs write null for NaN; a ban is the string \"-inf\"";
  if (json.array() != nullptr) note = "write several vectors as [[...], [...]], or one a line";
  fail(fmt::format("{} is {}, not a number", what, json.kind()), text, json.at, note);
}

std::uint64_t id_of(const Json& json, const std::string& what, const Text& text) {
  const auto id = json.number() != nullptr ? parse_count(number_text(json, text)) : std::nullopt;
  if (!id) fail(what + " has an id that is not a whole number from 0 to 2^64 - 1", text, json.at);
  return *id;
}

std::string bytes_of(const Json& json, const std::string& what, const Text& text) {
  std::string bytes;
  if (json.array() == nullptr) fail(what + " has bytes that are no array", text, json.at);
  for (const Json& item : *json.array()) {
    const auto byte = item.number() != nullptr ? parse_count(number_text(item, text)) : std::nullopt;
    if (!byte || *byte > 255)
      fail(what + " has a byte that is not a whole number from 0 to 255", text, item.at);
    bytes += static_cast<char>(*byte);
  }
  return bytes;
}

double logprob_of(const Json& json, const std::string& what, const Text& text, std::string_view way_out) {
  const double value = logit_of(json, text, [&] { return what; });
  if (value > 1e-4) {  // a hair above zero is rounding
    fail(fmt::format("{} is positive, and a log-prob cannot be", what), text, json.at, way_out);
  }
  return value;
}

bool is_given(const Json* json) {
  return json != nullptr && !json->is_null();
}

}  // namespace logits::io
