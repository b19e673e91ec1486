#pragma once

#include "logits/candidates.hpp"
#include "logits/picker.hpp"
#include "logits/state.hpp"
#include "logits/steps.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace logits {

/// A recipe: what is done with logits, and how a token is chosen of what is left. Its parts are its steps and
/// then its picker, known by their number in this order.
///
///     const Chain chain = parse_chain("top-k=40 top-p=0.9 temperature=0.7");
///     const Distribution p = softmax(candidates_after(chain, logits));
struct Chain {
  std::vector<Step> steps;
  Picker picker = Draw{};

  bool operator==(const Chain&) const = default;
};

/// Every step there is, each at its off value, in the default order.
Chain default_chain();

/// Calls visit(part) for the step of this number, or for the picker, which comes after the last step.
template <typename ChainOrConst, typename Visit>
decltype(auto) visit_part(ChainOrConst& chain, std::size_t part, Visit&& visit) {
  return part < chain.steps.size() ? std::visit(visit, chain.steps[part]) : std::visit(visit, chain.picker);
}

inline std::size_t part_count(const Chain& chain) {
  return chain.steps.size() + 1;
}

/// "bias", "temperature", "top-k" …
std::string_view name(const Step&);
std::string_view name(const Chain&, std::size_t part);

/// Whether a part, as it is set, changes nothing.
bool is_off(const Step&);
bool is_off(const Chain&, std::size_t part);

/// Its parameters that are not as they are by default: "temperature 0.7", "xtc-probability 0.5,
/// xtc-threshold 0.2"; the name alone where there is none, and for tokens.
std::string describe(const Step&);
std::string describe(const Chain&, std::size_t part);

/// Applies one part, also where it is off.
void apply_part(const Chain&, std::size_t part, Candidates&, const State&);

/// Sees the candidates before and after each part that is on.
using Observer = std::function<void(std::size_t part, const Candidates& before, const Candidates& after)>;

/// Applies the parts in their order. Throws what the steps throw: those that add to logits may overflow
/// (`Failure::input`), and those that ban may leave no token (`Failure::no_answer`).
void run_chain(const Chain&, Candidates&, const State& = {}, const Observer& observe = {});

/// The tokens of a vector after the chain: what a token is drawn from.
Candidates candidates_after(const Chain&, std::span<const double> logits, const State& = {});

/// What the state is after a token was drawn: the history one longer, and the picker wiser. `before` are the
/// candidates before the picker.
void advance(State&, const Chain&, const Candidates& before_picker, TokenId drawn);

/// The chain as text: "bias=3:1.5,7:-inf temperature=0.7 top-k=40". Steps that are off are left out.
std::string to_text(const Chain&);

/// Reads what `to_text` writes: blank-separated PARAMETER=VALUE, a flag alone, in the order in which the
/// steps are to be run. A parameter belongs to the step before it where that has it and it is not set there
/// yet. Throws `Failure::usage` for an unknown parameter and a value that it may not take.
Chain parse_chain(std::string_view text);

/// Calls visit.template operator()<S>() for each type of step, in the default order.
void for_each_step_type(auto visit) {
  [&]<typename... Steps>(std::type_identity<std::variant<Steps...>>) {
    (visit.template operator()<Steps>(), ...);
  }(std::type_identity<Step>{});
}

/// The same for steps and pickers.
void for_each_part_type(auto visit) {
  for_each_step_type(visit);
  [&]<typename... Pickers>(std::type_identity<std::variant<Pickers...>>) {
    (visit.template operator()<Pickers>(), ...);
  }(std::type_identity<Picker>{});
}

/// Calls visit(parameter) for the parameters of every step and picker, in the default order.
void for_each_parameter(auto visit) {
  for_each_part_type(
      [&]<typename Part>() { Part::fields([&](const Parameter& parameter, auto) { visit(parameter); }); });
}

/// The first step of its kind, or nothing.
template <typename S>
S* find_step(std::vector<Step>& steps) {
  const auto found = std::find_if(steps.begin(), steps.end(),
                                  [](const Step& step) { return std::holds_alternative<S>(step); });
  return found == steps.end() ? nullptr : &std::get<S>(*found);
}
template <typename S>
const S* find_step(const std::vector<Step>& steps) {
  return find_step<S>(const_cast<std::vector<Step>&>(steps));
}

/// The first step of its kind, or one that is off.
template <typename S>
S step_of(const Chain& chain) {
  const S* const found = find_step<S>(chain.steps);
  return found == nullptr ? S{} : *found;
}

}  // namespace logits
