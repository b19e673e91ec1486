#include "src/cli/chain_options.hpp"

#include "logits/error.hpp"
#include "src/cli/parameters.hpp"
#include "src/io/place.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// The names of all steps, as --order takes them.
std::vector<std::string> step_names() {
  std::vector<std::string> names;
  for_each_step_type([&names]<typename S>() { names.emplace_back(S::name); });
  return names;
}

/// The step that a word stands for: its name, or that of one of its parameters. Empty if there is none.
std::string_view step_called(std::string_view word) {
  std::string_view found;
  for_each_step_type([&]<typename S>() {
    if (S::name == word) found = S::name;
    S::fields([&](const Parameter& parameter, auto) {
      if (parameter.name == word && found.empty()) found = S::name;
    });
  });
  return found;
}

std::string_view require_step(std::string_view word, const std::string& who) {
  const std::string_view step = step_called(word);
  if (!step.empty()) return step;
  const bool picks =
      word == Mirostat::name || word == AdaptiveP::name || word == "softmax" || word == Draw::name;
  if (picks)
    refuse(fmt::format("{} takes steps, and {} comes after all of them", who, io::in_quotes(word)),
           "leave it out of the list");
  const std::vector<std::string> names = step_names();
  const auto near = io::nearest(std::string(word), names);
  throw Error(Failure::usage, fmt::format("{} names a step that there is not: {}", who, io::in_quotes(word)),
              near ? fmt::format("  did you mean '{}'?", *near)
                   : io::hint(fmt::format("the steps are {}", fmt::join(names, ", "))));
}

/// The words of a list, separated by commas or blanks.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(", ", at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

std::vector<io::Setting> settings_of(const Given& given,
                                     const std::function<bool(const Parameter&)>& is_swept) {
  std::vector<io::Setting> settings;
  for_each_parameter([&](const Parameter& parameter) {
    const std::string option(parameter.name);
    if (parameter.range == Range::tokens || !given.has(option) || is_swept(parameter)) return;
    const std::string value = parameter.range == Range::flag ? "on" : given.last(option);
    if (option == Temperature::name && value.find(',') != std::string::npos)
      refuse(fmt::format("--temperature must be one number, not {}", io::in_quotes(value)),
             "1.5 with a point; for several temperatures: logits sweep");
    settings.push_back({option, value, {}});
  });
  return settings;
}

bool set_for_engine(const Engine* engine, Chain& chain, const io::Setting& setting, std::string_view who,
                    Failure failure, std::vector<std::string>& said) {
  constexpr Parameter a_number{.name = "", .range = Range::any};
  double number = 0;
  if (engine == nullptr || !read_value(setting.value, a_number, number))
    return set_parameter(chain, setting.name, setting.value, who, failure, setting.place);
  try {
    const Told<double> taken = adjusted(*engine, setting.name, number);
    if (!taken.said.empty()) said.push_back(taken.said);
    const std::string value = taken.value == number ? setting.value : value_text(a_number, taken.value);
    return set_parameter(chain, setting.name, value, who, failure, setting.place) ||
           !has(*engine, setting.name);
  } catch (const Error& error) {
    if (error.failure != Failure::usage || !error.details.empty()) throw;
    throw Error(failure, error.what(), setting.place);
  }
}

Chain in_order(const Chain& chain, const std::string& list) {
  if (words_of(list).empty()) refuse("--order names no step", "for example --order top-k,temperature");
  Chain ordered{.steps = {}, .picker = chain.picker};
  for (const std::string& word : words_of(list)) {
    const std::string_view step = require_step(word, "--order");
    const auto found = std::find_if(chain.steps.begin(), chain.steps.end(),
                                    [&](const Step& each) { return name(each) == step; });
    ordered.steps.push_back(*found);
  }
  for (const Step& step : chain.steps) {
    const bool named = std::any_of(ordered.steps.begin(), ordered.steps.end(),
                                   [&](const Step& other) { return name(other) == name(step); });
    if (is_off(step) || named) continue;
    refuse(fmt::format("{} is on, and --order does not name it", describe(step)),
           fmt::format("--order {}{}{}", list, list.empty() ? "" : ",", name(step)));
  }
  return ordered;
}

Chain cut_behind(Chain chain, const std::string& step) {
  const std::string_view name = require_step(step, "--until");
  const auto found = std::find_if(chain.steps.begin(), chain.steps.end(),
                                  [&](const Step& each) { return logits::name(each) == name; });
  if (found == chain.steps.end())
    refuse(fmt::format("--until {}: the chain has no such step", step),
           "it has those that --order or --chain name");
  chain.steps.erase(found + 1, chain.steps.end());
  chain.picker = Draw{};
  return chain;
}

}  // namespace logits::cli
