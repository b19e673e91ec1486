#include "src/cli/parameters.hpp"

#include "src/io/number.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <string>

#include <fmt/format.h>

namespace logits::cli {
namespace {

bool read(std::string_view text, const Parameter& parameter, double& value) {
  const io::Number number = io::parse_number(text);
  if (number.kind != io::Number::Kind::finite || number.value < 0) return false;
  if (parameter.range == Range::fraction && number.value > 1) return false;
  // 1e-400 is not 0, which may mean something else altogether.
  const bool vanished =
      number.value == 0 &&
      text.substr(0, text.find_first_of("eE")).find_first_of("123456789") != std::string_view::npos;
  if (vanished) return false;
  value = number.value;
  return true;
}

bool read(std::string_view text, const Parameter&, std::uint64_t& value) {
  const auto count = io::parse_count(text);
  if (!count) return false;
  value = *count;
  return true;
}

std::string_view words(Range range) {
  switch (range) {
    case Range::not_negative:
      return "a number that is zero or more";
    case Range::fraction:
      return "a number from 0 to 1";
    case Range::count:
      return "a whole number from 0 to 2^64 - 1";
  }
  return {};
}

}  // namespace

void set_parameter(std::vector<Step>& steps, std::string_view name, std::string_view text,
                   std::string_view who, Failure failure, std::string_view place) {
  const auto set = [&]<typename S>(S& step) {
    S::fields([&](const Parameter& parameter, auto member) {
      if (parameter.name != name || read(text, parameter, step.*member)) return;
      const bool hinted = parameter.range == Range::fraction || text.starts_with('-');
      std::string details(place);
      if (hinted && !parameter.hint.empty()) {
        details.append(details.empty() ? "" : "\n").append(io::hint(parameter.hint));
      }
      throw Error(failure,
                  fmt::format("{} must be {}, not {}", who, words(parameter.range), io::in_quotes(text)),
                  details);
    });
  };
  for (Step& step : steps) std::visit(set, step);
}

}  // namespace logits::cli
