#include "src/cli/solve_options.hpp"

#include "src/cli/values.hpp"

#include <array>
#include <cstddef>

namespace logits::cli {
namespace {

using Target = SolveOptions::Target;

double probability_of(const std::string& who, const std::string& text) {
  const bool percent = text.ends_with('%');
  return number_of(
      who, text, [](double p) { return p > 0 && p < 1; }, "a probability above 0 and below 1",
      percent       ? "as a fraction: 0.25 for 25 %"
      : text == "0" ? "--ban TOKEN makes a probability 0"
      : text == "1" ? "--temperature 0 gives the leader probability 1"
                    : "");
}

std::vector<Target> targets_of(const Given& given) {
  std::vector<Target> targets;
  if (given.has("token"))
    targets.push_back({given.last("token"), probability_of("--prob", given.last("prob")), "--token"});
  for (const std::string& text : given.all("target")) {
    const auto [token, value] = assignment_of("target", text, "TOKEN=P", "for example --target mat=0.2");
    targets.push_back({token, probability_of("--target", value), "--target"});
  }
  return targets;
}

bool is_positive(double x) {
  return x > 0;
}

SolveOptions::Entropy entropy_of(const Given& given) {
  using Unit = SolveOptions::Unit;
  if (given.has("perplexity")) {
    return {number_of(
                "--perplexity", given.last("perplexity"), [](double x) { return x > 1; }, "a number above 1",
                "one token that is certain has perplexity 1: --temperature 0"),
            Unit::perplexity};
  }
  return {number_of("--entropy", given.last("entropy"), is_positive, "a number above 0",
                    "one token that is certain has entropy 0: --temperature 0"),
          given.has("bits") ? Unit::bits : Unit::nats};
}

SolveOptions::Kept kept_of(const Given& given) {
  const std::uint64_t count = count_of(given, "kept");
  if (count == 0) refuse("--kept must be 1 or more: one token always stays");
  return {count};
}

/// Of a cut: how many tokens it keeps, or what it gives to one.
SolveOptions cut_options(const Given& given, SolveOptions::Unknown unknown) {
  const std::string_view step = name(unknown);
  const std::string example = fmt::format("logits solve {} --kept 2 mat=3.2 floor=2.5 couch=1.8", step);
  for (const std::string_view option : {"odds", "versus", "entropy", "perplexity", "bits"}) {
    if (given.has(option))
      refuse(fmt::format("solve {} takes --kept or --prob, not --{}", step, option), example);
  }
  if (given.has(step)) refuse(fmt::format("--{} is what 'solve {}' looks for: leave it out", step, step));
  SolveOptions options{.unknown = unknown, .goal = {}, .value_only = given.has("value")};
  const bool probability = given.has("token") || given.has("prob") || given.has("target");
  if (given.has("kept") && probability) refuse("solve takes one goal: --kept or --prob, not both");
  if (given.has("kept")) {
    options.goal = kept_of(given);
    return options;
  }
  if (!probability)
    refuse(fmt::format("solve {} needs a goal: --kept N, or --token with --prob", step), example);
  if (given.has("token") != given.has("prob")) refuse("--token and --prob belong together");
  const std::vector<Target> targets = targets_of(given);
  if (targets.size() > 1 || given.all("token").size() > 1)
    refuse(fmt::format("one {} cannot reach several targets", step), "biases can: logits solve bias");
  options.goal = targets;
  return options;
}

}  // namespace

std::string_view name(SolveOptions::Unknown unknown) {
  constexpr std::array<std::string_view, 5> names = {"temperature", "bias", "top-k", "top-p", "min-p"};
  return names[static_cast<std::size_t>(unknown)];
}

SolveOptions solve_options(const Given& given, SolveOptions::Unknown unknown) {
  if (is_cut(unknown)) return cut_options(given, unknown);
  if (given.has("kept"))
    refuse(fmt::format("--kept does not go with 'logits solve {}'", name(unknown)),
           "it goes with top-k, top-p and min-p");
  SolveOptions options{.unknown = unknown, .goal = {}, .value_only = given.has("value")};
  const bool temperature = unknown == SolveOptions::Unknown::temperature;
  const bool odds = given.has("odds") || given.has("versus");
  const bool entropy = given.has("entropy") || given.has("perplexity");
  const bool probability = given.has("prob") || given.has("target");
  const std::string example = temperature
                                  ? "logits solve temperature --token mat --prob 0.7 mat=3.2 floor=2.5"
                                  : "logits solve bias --token mat --prob 0.7 mat=3.2 floor=2.5";
  if (odds + entropy + probability > 1 || (given.has("entropy") && given.has("perplexity")))
    refuse("solve takes one goal: --prob, --target, --odds, --entropy or --perplexity, not several");
  if (odds + entropy + probability == 0)
    refuse(
        temperature
            ? "solve temperature needs a goal: --token with --prob, --token with --versus and --odds, "
              "--entropy or --perplexity"
            : "solve bias needs a goal: --token with --prob, --target TOKEN=P, or --token with --versus and "
              "--odds",
        example);
  if (!temperature && entropy)
    refuse("solve bias takes --prob, --target or --odds, not --entropy or --perplexity", example);
  if (given.has("bits") && !given.has("entropy")) refuse("--bits goes with --entropy");
  if (temperature && given.has("temperature"))
    refuse("--temperature is what 'solve temperature' looks for: leave it out");

  if (given.all("token").size() > 1)
    refuse("--token is given twice", "for several: --target TOKEN=P, repeated");

  if (odds) {
    if (!given.has("token") || !given.has("versus") || !given.has("odds"))
      refuse("odds need two tokens and a number: --token A --versus B --odds 3");
    if (given.last("token") == given.last("versus")) refuse("--token and --versus name the same token");
    options.goal = SolveOptions::Odds{given.last("token"), given.last("versus"),
                                      number_of("--odds", given.last("odds"), is_positive,
                                                "a number above zero", "3 for 3 to 1, 0.5 for 1 to 2")};
  } else if (entropy) {
    if (given.has("token"))
      refuse("--token does not go with --entropy and --perplexity: they are of all tokens");
    options.goal = entropy_of(given);
  } else {
    if (given.has("token") != given.has("prob")) refuse("--token and --prob belong together");
    const std::vector<Target> targets = targets_of(given);
    if (temperature && targets.size() > 1)
      refuse("one temperature cannot reach several targets", "biases can: logits solve bias");
    options.goal = targets;
  }
  return options;
}

}  // namespace logits::cli
