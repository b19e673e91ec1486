#include "logits/error.hpp"
#include "src/io/bias_file.hpp"
#include "src/io/format.hpp"
#include "src/io/json_values.hpp"
#include "src/io/request_parts.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

Parameter parameter_called(std::string_view name) {
  Parameter found{.name = name, .range = Range::any};
  for_each_parameter([&](const Parameter& parameter) {
    if (parameter.name == name) found = parameter;
  });
  return found;
}

bool may_be(const Parameter& parameter, std::string_view text) {
  double number = 0;
  std::uint64_t count = 0;
  switch (parameter.range) {
    case Range::word:
      return place_of_word(parameter.words, text).has_value();
    case Range::count:
      return read_value(text, parameter, count);
    default:
      return read_value(text, parameter, number);
  }
}

/// The number that a value is for the engine; a flag may be one.
double number_of(const Json& value, const Taken& taken, const Text& text) {
  if (const double* const number = value.number()) return *number;
  if (const bool* const flag = value.boolean();
      flag != nullptr && taken.reading == Taken::Reading::flag_is_two)
    return *flag ? 2 : 0;
  fail(fmt::format("{} is {}, not a number", in_quotes(taken.key), value.kind()), text, value.at);
}

bool is_empty(const Json& value) {
  return (value.string() != nullptr && value.string()->empty()) ||
         (value.array() != nullptr && value.array()->empty()) ||
         (value.object() != nullptr && value.object()->empty());
}

/// {"type": "text"}
bool is_plain_text(const Json& value) {
  const auto* const members = value.object();
  return members != nullptr && std::any_of(members->begin(), members->end(), [](const Json::Member& member) {
           return member.key == "type" && member.value.string() != nullptr &&
                  *member.value.string() == "text";
         });
}

std::string point(const Json& value, const Text& text) {
  return text.point(value.at, value.number() != nullptr ? number_text(value, text).size() : 1);
}

/// What the engine makes of a value.
double answer_to(EngineRequest& request, const Engine& engine, std::string_view parameter, double number,
                 const std::string& place) {
  try {
    auto [taken, said] = adjusted(engine, parameter, number);
    if (!said.empty()) request.notes.push_back(std::move(said));
    return taken;
  } catch (const Error& error) {
    throw Error(Failure::input, error.what(), place);
  }
}

}  // namespace

void read_request_number(EngineRequest& request, const Engine& engine, const Taken& taken, const Json& value,
                         const Text& text) {
  const Parameter parameter = parameter_called(taken.parameter);
  const std::string place = point(value, text);
  const double written = number_of(value, taken, text);
  double number = written;
  if (taken.reading == Taken::Reading::at_least_one && number < 1) {
    number = 1;
    request.notes.push_back(fmt::format("{} takes {} {} as 1", engine.name, taken.key, shortest(written)));
  }
  number = answer_to(request, engine, parameter.name, number, place);
  // As it was written, but 40 for 40.0.
  std::string digits(value.number() != nullptr && number == written ? number_text(value, text) : "");
  if (!may_be(parameter, digits)) digits = shortest(number);
  if (!may_be(parameter, digits)) {
    throw Error(Failure::input,
                fmt::format("{} must be {}, not {}", in_quotes(taken.key), words_for(parameter), digits),
                place);
  }
  request.settings.push_back({std::string(parameter.name), std::move(digits), place});
}

void read_request_biases(EngineRequest& request, const Engine& engine, const Json& value, const Text& text) {
  for (NamedBias& bias : read_bias(value, text)) {
    bias.bias = answer_to(request, engine, "bias", bias.bias, text.point(value.at));
    bias.given_by = "\"logit_bias\"";
    request.bias.push_back(std::move(bias));
  }
}

void read_request_breakers(EngineRequest& request, const Json& value, const Text& text) {
  if (const auto* const inner = value.string(); inner != nullptr && is_json(*inner)) {
    const Text quoted{"dry_sequence_breakers", *inner};
    return read_request_breakers(request, parse_json(quoted), quoted);
  }
  if (value.array() == nullptr)
    fail(fmt::format("the sequence breakers are {}, not a list", value.kind()), text, value.at);
  for (const Json& breaker : *value.array()) {
    if (breaker.string() == nullptr)
      fail(fmt::format("a sequence breaker is {}, not a string", breaker.kind()), text, breaker.at);
    request.breakers.push_back(*breaker.string());
  }
}

bool is_not_done(const Engine& engine, std::string_view key) {
  const auto& keys = engine.request.not_done;
  return std::any_of(keys.begin(), keys.end(), [key](const auto& known) { return known.key == key; });
}

bool is_inert(const Engine& engine, std::string_view key, const Json& value) {
  if (const bool* const flag = value.boolean()) return !*flag;
  if (const double* const number = value.number()) {
    const auto& keys = engine.request.not_done;
    return std::any_of(keys.begin(), keys.end(),
                       [&](const auto& known) { return known.key == key && known.off == *number; });
  }
  return is_empty(value) || (key == "response_format" && is_plain_text(value));
}

bool is_off_elsewhere(std::string_view key, const Json& value) {
  if (is_empty(value)) return true;
  const auto all = engines();
  return std::any_of(all.begin(), all.end(), [&](const Engine& engine) {
    if (is_not_done(engine, key) && is_inert(engine, key, value)) return true;
    if (value.number() == nullptr) return false;
    return std::any_of(engine.takes.begin(), engine.takes.end(), [&](const Taken& taken) {
      if (taken.key != key) return false;
      try {
        return adjusted(engine, taken.parameter, *value.number()).value == value_when_off(taken.parameter);
      } catch (const Error&) {
        return false;
      }
    });
  });
}

}  // namespace logits::io
