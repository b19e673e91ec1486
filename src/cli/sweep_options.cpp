#include "src/cli/sweep_options.hpp"

#include "logits/chain.hpp"
#include "src/cli/parameters.hpp"
#include "src/cli/sweep_scope.hpp"
#include "src/cli/values.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

namespace logits::cli {
namespace {

constexpr std::uint64_t few = 20, enough_for_a_line = 61, widest_line = 200;

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

std::vector<double> temperatures(const Given& given, const SweepScope& scope, bool logarithmic, bool many,
                                 std::optional<std::uint64_t> steps) {
  const bool has_range = !scope.range.empty();
  const bool bounded = given.has("from-t") || given.has("to-t") || steps || has_range;
  if (given.has("temperature")) {
    if (bounded || given.has("spacing"))
      refuse(
          "--temperature lists the values: --from-t, --to-t, --steps, --spacing and a range do not go with "
          "it");
    return list_of_temperatures(given.last("temperature"));
  }
  if (!bounded && !many) return {0.1, 0.5, 1, 2, 10};
  if (has_range && (given.has("from-t") || given.has("to-t")))
    refuse("--over has a range: --from-t and --to-t do not go with it");
  double from = 0.1, to = 10;
  const auto fits = logarithmic ? is_positive : is_not_negative;
  const std::string words = logarithmic ? "a number above zero" : "a number that is zero or more";
  const std::string_view hint =
      logarithmic ? "equal factors never reach 0: begin at 0.01, or say --spacing linear" : "";
  if (has_range) std::tie(from, to) = range_of(scope, logarithmic);
  if (given.has("from-t")) from = number_of("--from-t", given.last("from-t"), fits, words, hint);
  if (given.has("to-t")) to = number_of("--to-t", given.last("to-t"), fits, words, hint);
  require_upwards(from, to);
  return spaced(from, to, steps.value_or(many ? enough_for_a_line : few), logarithmic);
}

/// The values of anything but the temperature; none for a top-k that runs to the number of tokens.
std::vector<double> values_of(const Given& given, const SweepScope& scope, bool logarithmic, bool many,
                              std::optional<std::uint64_t> steps) {
  const std::string_view name = scope.parameter.name;
  if (given.has("from-t") || given.has("to-t"))
    refuse("--from-t and --to-t sweep the temperature, and --over something else",
           fmt::format("say the range with it: {}", example_of(scope).substr(12)));
  if (!scope.is_of(Bias::name) && given.has(name))
    refuse(fmt::format("--{} and --over both set {}", name, name));
  if (scope.is_count() && (steps || given.has("spacing")))
    refuse(fmt::format("--steps and --spacing do not go with --over {}", name),
           fmt::format("say which: --over {}=1..10", name));
  const bool is_fraction = scope.parameter.range == Range::fraction;
  if (scope.range.empty() && scope.is_of(TopK::name)) return {};
  if (scope.range.empty() && !is_fraction)
    refuse(fmt::format("--over {} needs a range: --over {}=FROM..TO", name, name), example_of(scope));
  if (scope.is_count()) return counts_of(scope);
  const auto [from, to] = scope.range.empty() ? std::pair(0.05, 1.0) : range_of(scope, logarithmic);
  const std::uint64_t few_of_these = scope.is_of(Bias::name) ? 11 : few;
  return spaced(from, to, steps.value_or(many ? enough_for_a_line : few_of_these), logarithmic);
}

}  // namespace

bool sweeps(const Given& given, std::string_view parameter) {
  return sweep_scope(given).is_of(parameter);
}

SweepOptions sweep_options(const Given& given, bool many) {
  const SweepScope scope = sweep_scope(given);
  const bool is_temperature = scope.is_of(Temperature::name);
  SweepOptions options{.over = std::string(scope.parameter.name), .token = scope.token, .values = {}};
  options.logarithmic = is_temperature || scope.is_count();
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
  options.values = is_temperature ? temperatures(given, scope, options.logarithmic, options.smooth, steps)
                                  : values_of(given, scope, options.logarithmic, options.smooth, steps);
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
