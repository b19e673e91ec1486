#include "src/cli/sweep_options.hpp"

#include "logits/chain.hpp"
#include "src/cli/parameters.hpp"
#include "src/cli/values.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

namespace logits::cli {
namespace {

using Over = SweepOptions::Over;

constexpr std::string_view over_form = "temperature, bias:TOKEN=FROM..TO or top-k";
constexpr std::uint64_t few = 20, enough_for_a_line = 61, most_steps = 100000, widest_line = 200;

/// Values between two ends, rounded to so many digits.
std::vector<double> spaced_to(int digits, double from, double to, std::uint64_t steps, bool logarithmic) {
  std::vector<double> values;
  for (std::uint64_t i = 0; i < steps; ++i) {
    const double part = static_cast<double>(i) / static_cast<double>(steps - 1);
    const double value = logarithmic ? std::exp(std::log(from) + part * (std::log(to) - std::log(from)))
                                     : from + part * (to - from);
    values.push_back(io::parse_number(fmt::format("{:.{}g}", value, digits)).value);
  }
  values.front() = from;
  values.back() = to;
  return values;
}

/// Rounded to six digits, so that a person can type them again; to more where six would make two of them one.
std::vector<double> spaced(double from, double to, std::uint64_t steps, bool logarithmic) {
  for (const int digits : {6, 9, 12}) {
    std::vector<double> values = spaced_to(digits, from, to, steps, logarithmic);
    if (std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end())
      return values;
  }
  return spaced_to(17, from, to, steps, logarithmic);
}

/// Whole numbers from 1 to `last`: all of them, or `most` that grow by about the same factor.
std::vector<double> counts_up_to(std::size_t last, std::uint64_t most) {
  std::vector<double> values;
  const auto end = static_cast<double>(last);
  for (std::uint64_t i = 0; i < most; ++i) {
    const double part = static_cast<double>(i) / static_cast<double>(most - 1);
    const double value = last <= most ? static_cast<double>(i + 1) : std::round(std::pow(end, part));
    if (value <= end && (values.empty() || value > values.back())) values.push_back(value);
  }
  return values;
}

struct Scope {
  Over over = Over::temperature;
  std::string token = {};
  std::string range = {};  ///< "FROM..TO", or empty
};

Scope scope_of(const Given& given) {
  if (!given.has("over")) return {};
  const std::string& text = given.last("over");
  if (text == "temperature") return {};
  if (text == "top-k") return {Over::top_k};
  if (text.starts_with("top-k=")) return {Over::top_k, {}, text.substr(6)};
  if (text.starts_with("temperature=")) return {Over::temperature, {}, text.substr(12)};
  const std::string_view hint = "for example --over bias:moon=-5..5";
  if (!text.starts_with("bias:"))
    refuse(fmt::format("--over must be {}, not {}", over_form, io::in_quotes(text)), hint);
  const auto [token, range] = assignment_of("over", text.substr(5), "bias:TOKEN=FROM..TO", hint);
  return {Over::bias, token, range};
}

std::pair<double, double> range_of(const std::string& text, bool (*fits)(double), std::string_view words) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos)
    refuse(fmt::format("--over needs a range FROM..TO, not {}", io::in_quotes(text)),
           "for example --over bias:moon=-5..5");
  return {number_of("--over's range", text.substr(0, dots), fits, words),
          number_of("--over's range", text.substr(dots + 2), fits, words)};
}

std::vector<double> list_of_temperatures(const std::string& text) {
  std::vector<double> values;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    Chain chain{.steps = {Temperature{}}};
    static_cast<void>(
        set_parameter(chain, "temperature", text.substr(at, comma - at), "--temperature", Failure::usage));
    values.push_back(step_of<Temperature>(chain).t);
    at = comma + 1;
  }
  return values;
}

bool is_positive(double x) {
  return x > 0;
}
bool is_not_negative(double x) {
  return x >= 0;
}
bool is_any(double) {
  return true;
}
bool is_a_count(double x) {
  return x >= 1 && x <= 1e9 && x == std::floor(x);
}

std::vector<double> temperatures(const Given& given, const std::string& range, bool logarithmic, bool many,
                                 std::optional<std::uint64_t> steps) {
  const bool bounded = given.has("from-t") || given.has("to-t") || steps || !range.empty();
  if (given.has("temperature")) {
    if (bounded || given.has("spacing"))
      refuse(
          "--temperature lists the values: --from-t, --to-t, --steps, --spacing and a range do not go with "
          "it");
    return list_of_temperatures(given.last("temperature"));
  }
  if (!bounded && !many) return {0.1, 0.5, 1, 2, 10};
  if (!range.empty() && (given.has("from-t") || given.has("to-t")))
    refuse("--over has a range: --from-t and --to-t do not go with it");
  double from = 0.1, to = 10;
  const auto fits = logarithmic ? is_positive : is_not_negative;
  const std::string words = logarithmic ? "a number above zero" : "a number that is zero or more";
  const std::string_view hint =
      logarithmic ? "equal factors never reach 0: begin at 0.01, or say --spacing linear" : "";
  if (!range.empty()) std::tie(from, to) = range_of(range, fits, words);
  if (given.has("from-t")) from = number_of("--from-t", given.last("from-t"), fits, words, hint);
  if (given.has("to-t")) to = number_of("--to-t", given.last("to-t"), fits, words, hint);
  if (!(from < to)) refuse(fmt::format("a sweep goes upwards: from {} to {} is nothing", from, to));
  return spaced(from, to, steps.value_or(many ? enough_for_a_line : few), logarithmic);
}

}  // namespace

bool sweeps_temperature(const Given& given) {
  return scope_of(given).over == Over::temperature;
}

SweepOptions sweep_options(const Given& given, bool many) {
  const Scope scope = scope_of(given);
  SweepOptions options{.over = scope.over, .token = scope.token, .values = {}};
  options.logarithmic = scope.over != Over::bias;
  if (given.has("spacing"))
    options.logarithmic = word_of<bool>(given, "spacing", {{"linear", false}, {"log", true}});
  std::optional<std::uint64_t> steps;
  if (given.has("steps")) {
    steps = count_of(given, "steps", most_steps);
    if (*steps < 2) refuse("--steps must be 2 or more: a sweep has two ends");
  }
  if (given.has("max-columns")) options.max_columns = count_of(given, "max-columns");
  options.drawn = given.has("plot");
  options.smooth = many || options.drawn;
  if (scope.over != Over::temperature && (given.has("from-t") || given.has("to-t")))
    refuse("--from-t and --to-t sweep the temperature, and --over something else",
           "say the range with it: --over bias:moon=-5..5");

  switch (scope.over) {
    case Over::temperature:
      options.values = temperatures(given, scope.range, options.logarithmic, options.smooth, steps);
      break;
    case Over::bias: {
      const auto [from, to] = range_of(scope.range, options.logarithmic ? is_positive : is_any,
                                       options.logarithmic ? "two numbers above zero" : "two numbers");
      if (!(from < to)) refuse(fmt::format("a sweep goes upwards: from {} to {} is nothing", from, to));
      options.values =
          spaced(from, to, steps.value_or(options.smooth ? enough_for_a_line : 11), options.logarithmic);
      break;
    }
    case Over::top_k: {
      if (steps || given.has("spacing"))
        refuse("--steps and --spacing do not go with --over top-k", "say which: --over top-k=1..10");
      if (given.has("top-k")) refuse("--top-k and --over both set top-k");
      if (scope.range.empty()) break;
      const auto [from, to] = range_of(scope.range, is_a_count, "two whole numbers from 1 to 1000000000");
      if (from > to || to - from >= most_steps)
        refuse(fmt::format("--over top-k={} is no range of at most {} numbers", io::escaped(scope.range),
                           most_steps));
      for (double k = from; k <= to; ++k) options.values.push_back(k);
      break;
    }
  }
  if (options.drawn && options.values.size() > widest_line)
    refuse(fmt::format("--plot draws at most {} values in a line", widest_line),
           "'logits plot sweep' draws more");
  if (options.smooth) std::sort(options.values.begin(), options.values.end());  // a line goes one way
  return options;
}

std::vector<double> SweepOptions::values_for(std::size_t tokens) const {
  return values.empty() ? counts_up_to(tokens, smooth ? enough_for_a_line : few) : values;
}

}  // namespace logits::cli
