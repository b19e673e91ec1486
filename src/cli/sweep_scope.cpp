#include "src/cli/sweep_scope.hpp"

#include "src/cli/values.hpp"

#include <algorithm>
#include <optional>

namespace logits::cli {
namespace {

constexpr std::string_view bias_example = "for example --over bias:moon=-5..5";

bool is_number(const Parameter& parameter) {
  return parameter.range != Range::flag && parameter.range != Range::word && parameter.range != Range::tokens;
}

/// The parameter called so, whose values are numbers. Throws where there is none.
Parameter number_called(std::string_view name) {
  std::optional<Parameter> found;
  std::vector<std::string> names;
  for_each_parameter([&](const Parameter& parameter) {
    if (parameter.name == name) found = parameter;
    if (is_number(parameter)) names.emplace_back(parameter.name);
  });
  if (found && is_number(*found)) return *found;
  if (name == Bias::name)
    refuse("--over bias needs a token and a range: --over bias:TOKEN=FROM..TO", bias_example);
  if (found) refuse(fmt::format("--over goes through numbers, and --{} is {}", name, words_for(*found)));
  const auto near = io::nearest(std::string(name), names);
  throw Error(Failure::usage,
              fmt::format("--over must be a number that a step takes, as PARAMETER=FROM..TO, not {}",
                          io::in_quotes(name)),
              near ? fmt::format("  did you mean '{}'?", *near)
                   : "  hint: for example --over top-k, --over min-p=0.01..0.5 or --over bias:moon=-5..5");
}

std::pair<std::string, std::string> ends_of(const SweepScope& scope) {
  const std::size_t dots = scope.range.find("..");
  if (dots == std::string::npos)
    refuse(fmt::format("--over needs a range FROM..TO, not {}", io::in_quotes(scope.range)),
           example_of(scope));
  return {scope.range.substr(0, dots), scope.range.substr(dots + 2)};
}

}  // namespace

std::string example_of(const SweepScope& scope) {
  if (scope.is_of(Bias::name)) return std::string(bias_example);
  return fmt::format("for example --over {}={}", scope.parameter.name,
                     scope.is_count()                            ? "1..10"
                     : scope.parameter.range == Range::below_one ? "0.1..0.9"
                                                                 : "0.1..1");
}

SweepScope sweep_scope(const Given& given) {
  const std::string text = given.has("over") ? given.last("over") : "temperature";
  if (text.starts_with("bias:")) {
    const auto [token, range] = assignment_of("over", text.substr(5), "bias:TOKEN=FROM..TO", bias_example);
    return {{.name = Bias::name, .range = Range::any}, token, range};
  }
  const std::size_t equals = std::min(text.find('='), text.size());
  SweepScope scope{.parameter = number_called(text.substr(0, equals))};
  if (equals == text.size()) return scope;
  scope.range = text.substr(equals + 1);
  if (scope.range.empty())
    refuse(fmt::format("--over {} has no range behind its equals sign", io::escaped(text)));
  return scope;
}

void require_upwards(double from, double to) {
  if (!(from < to)) refuse(fmt::format("a sweep goes upwards: from {} to {} is nothing", from, to));
}

std::pair<double, double> range_of(const SweepScope& scope, bool logarithmic) {
  const auto [from, to] = ends_of(scope);
  const auto end = [&](const std::string& text) {
    double value = 0;
    if (!read_value(text, scope.parameter, value) || (logarithmic && value <= 0))
      refuse(fmt::format("an end of --over's range must be {}, not {}",
                         logarithmic && value <= 0 ? "a number above zero" : words_for(scope.parameter),
                         io::in_quotes(text)),
             logarithmic ? "equal factors never reach 0" : "");
    return value;
  };
  const std::pair<double, double> range{end(from), end(to)};
  require_upwards(range.first, range.second);
  return range;
}

std::vector<double> counts_of(const SweepScope& scope) {
  constexpr std::uint64_t most = 1000000000;
  const std::uint64_t least = scope.is_of(TopK::name) ? 1 : 0;
  const auto [from, to] = ends_of(scope);
  const auto end = [&](const std::string& text) {
    std::uint64_t value = 0;
    if (!read_value(text, scope.parameter, value) || value < least || value > most)
      refuse(fmt::format("--over's range must be two whole numbers from {} to {}, not {}", least, most,
                         io::in_quotes(text)));
    return value;
  };
  const std::uint64_t first = end(from), last = end(to);
  if (first > last || last - first >= most_steps)
    refuse(fmt::format("--over {}={} is no range of at most {} numbers", scope.parameter.name,
                       io::escaped(scope.range), most_steps));
  std::vector<double> values;
  for (std::uint64_t each = first; each <= last; ++each) values.push_back(static_cast<double>(each));
  return values;
}

}  // namespace logits::cli
