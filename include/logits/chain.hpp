#pragma once

#include "logits/candidates.hpp"
#include "logits/steps.hpp"

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logits {

/// Sees the candidates before and after each step that is on.
using Observer = std::function<void(const Step&, const Candidates& before, const Candidates& after)>;

/// Applies the steps in the order given. Throws what the steps throw: only bias can fail.
void run_steps(const std::vector<Step>&, Candidates&, const Observer& observe = {});

/// The tokens of a vector after the steps.
Candidates candidates_after(const std::vector<Step>&, std::span<const double> logits);

/// Every step there is, each at its off value, in the default order.
std::vector<Step> default_steps();

/// Calls visit(parameter) for the parameters of every step, in the default order.
void for_each_parameter(auto visit) {
  for (const Step& step : default_steps()) {
    std::visit(
        [&]<typename S>(const S&) { S::fields([&](const Parameter& parameter, auto) { visit(parameter); }); },
        step);
  }
}

/// "bias", "temperature", "top-k" …
std::string_view name(const Step&);

/// The first step of its kind. There must be one.
template <typename S>
S& get_step(std::vector<Step>& steps) {
  return std::get<S>(*std::find_if(steps.begin(), steps.end(),
                                   [](const Step& step) { return std::holds_alternative<S>(step); }));
}
template <typename S>
const S& get_step(const std::vector<Step>& steps) {
  return get_step<S>(const_cast<std::vector<Step>&>(steps));
}

/// Whether the step, as it is set, changes nothing.
bool is_off(const Step&);

/// The name and the values: "temperature 0.7", "top-k 40".
std::string describe(const Step&);

}  // namespace logits
