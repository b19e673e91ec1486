#pragma once

#include "logits/candidates.hpp"
#include "logits/steps.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace logits {

/// Sees the candidates before and after each step that is on.
using Observer = std::function<void(const Step&, const Candidates& before, const Candidates& after)>;

/// Applies the steps in the order given. Throws what the steps throw: only bias can fail.
void run_steps(const std::vector<Step>&, Candidates&, const Observer& observe = {});

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

/// Whether the step, as it is set, changes nothing.
bool is_off(const Step&);

/// The name and the values: "temperature 0.7", "top-k 40".
std::string describe(const Step&);

}  // namespace logits
