#include "logits/picker.hpp"
#include "logits/softmax.hpp"

#include <algorithm>
#include <cmath>

namespace logits {
namespace {

State::Average average_so_far(const AdaptiveP& picker, const State& state) {
  const double weight = 1 / (1 - picker.decay);
  return state.average.value_or(State::Average{.sum = picker.target * weight, .weight = weight});
}

}  // namespace

void AdaptiveP::apply(Candidates& candidates, const State& state) const {
  if (is_off()) return;
  const auto [sum, weight] = average_so_far(*this, state);
  const double aim = std::clamp(2 * target - sum / weight, 0.0, 1.0);
  const std::vector<double> p = softmax(candidates).p;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double distance = std::abs(p[i] - aim) / 0.3;
    candidates.logits[i] = 5 - 10 * (distance * distance) / (1 + distance);
  }
  candidates.temperature = 1;
}

void AdaptiveP::learn(State& state, const Candidates& before, TokenId drawn) const {
  if (is_off()) return;
  const auto [sum, weight] = average_so_far(*this, state);
  state.average = {.sum = softmax(before).p_of(drawn) + decay * sum, .weight = 1 + decay * weight};
}

}  // namespace logits
