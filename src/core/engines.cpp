#include "logits/engines.hpp"

#include "logits/error.hpp"
#include "src/core/engines/table.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace logits {
namespace {

constexpr Parameter a_number{.name = "", .range = Range::any};

bool is_rule_of(const Step& step, std::string_view name) {
  bool found = false;
  std::visit(
      [&]<typename S>(const S&) {
        S::fields([&](const Parameter& parameter, auto) {
          found = found || (parameter.name == name && parameter.range == Range::word);
        });
      },
      step);
  return found;
}

bool has_step(const Chain& chain, std::string_view step) {
  return std::any_of(chain.steps.begin(), chain.steps.end(), [&](const Step& s) { return name(s) == step; });
}

/// "top-k, top-p": the steps of one chain that are on and not in another.
std::string left_out(const Chain& of, const Chain& in) {
  std::string names;
  for (const Step& step : of.steps) {
    if (is_off(step) || has_step(in, name(step))) continue;
    names += (names.empty() ? "" : ", ") + std::string(name(step));
  }
  return names;
}

}  // namespace

std::span<const Engine> engines() {
  static const std::array table = {hf_engine(),         vllm_engine(),   sglang_engine(),
                                   llama_cpp_engine(),  ollama_engine(), mlx_lm_engine(),
                                   mistral_rs_engine(), tgi_engine(),    koboldcpp_engine(),
                                   exllamav2_engine(),  openai_engine()};
  return table;
}

const Engine* find_engine(std::string_view name) {
  const auto all = engines();
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const Engine& engine) { return engine.name == name; });
  return found == all.end() ? nullptr : &*found;
}

bool has(const Engine& engine, std::string_view parameter) {
  return std::any_of(engine.takes.begin(), engine.takes.end(),
                     [&](const Taken& taken) { return taken.parameter == parameter; }) ||
         std::any_of(engine.chain.steps.begin(), engine.chain.steps.end(),
                     [&](const Step& step) { return is_rule_of(step, parameter); });
}

double value_when_off(std::string_view name) {
  double value = 0;
  for_each_part_type([&]<typename Part>() {
    Part::fields([&](const Parameter& parameter, auto member) {
      if constexpr (!requires { (Part{}.*member).size(); }) {
        if (parameter.name == name) value = static_cast<double>(Part{}.*member);
      }
    });
  });
  return value;
}

Told<double> adjusted(const Engine& engine, std::string_view parameter, double value) {
  if (value == value_when_off(parameter)) return {value, {}};
  const std::string setting = std::string(parameter) + " " + value_text(a_number, value);
  const std::string who(engine.name);
  if (!has(engine, parameter)) throw Error(Failure::usage, who + " has no " + std::string(parameter));
  const auto limit = std::find_if(engine.limits.begin(), engine.limits.end(), [&](const Limit& l) {
    return l.parameter == parameter && l.values.holds(value);
  });
  if (limit == engine.limits.end()) return {value, {}};
  switch (limit->answer) {
    case Limit::Answer::rejected:
      break;
    case Limit::Answer::clamped:
      return {limit->to, who + " takes " + setting + " as " + value_text(a_number, limit->to)};
    case Limit::Answer::greedy:
      return {0, value == 0 ? "" : who + " takes the largest token at " + setting};
    case Limit::Answer::off:
      // A negative number is the usual way to say so, and no news.
      return {value_when_off(parameter), value < 0 ? "" : who + " takes " + setting + " as off"};
  }
  throw Error(Failure::usage, who + " rejects " + setting + ": it takes " + std::string(limit->takes));
}

Chain in_order(const Chain& chain, std::span<const std::string_view> names) {
  Chain result{.steps = {}, .picker = chain.picker};
  for (const std::string_view wanted : names) {
    for (const Step& step : chain.steps)
      if (name(step) == wanted) result.steps.push_back(step);
  }
  return result;
}

Told<Chain> chain_of(const Engine& engine, const Chain& set) {
  Told<Chain> result{set, {}};
  for (const Alternative& alternative : engine.alternatives) {
    if (!alternative.holds(set)) continue;
    result.value = in_order(set, alternative.order);
    const std::string names = left_out(set, result.value);
    if (!names.empty())
      result.said = std::string(alternative.when) + ", " + std::string(engine.name) + " leaves out " + names;
    break;
  }
  auto& steps = result.value.steps;
  for (const auto& [step, after] : engine.fixed) {
    const auto place =
        std::find_if(steps.begin(), steps.end(), [&a = after](const Step& s) { return name(s) == a; });
    steps.insert(place == steps.end() ? steps.begin() : std::next(place), step);
  }
  return result;
}

Chain neutral(const Engine& engine) {
  Chain chain = engine.chain;
  for (Step& step : chain.steps) {
    std::visit(
        []<typename S>(S& s) {
          S::fields([&s](const Parameter&, auto member) {
            S alone;
            alone.*member = s.*member;
            if (!alone.is_off()) s.*member = S{}.*member;  // this one switches the step on
          });
        },
        step);
  }
  return chain;
}

}  // namespace logits
