#include "logits/steps.hpp"
#include "src/core/nucleus.hpp"

#include <algorithm>

namespace logits {

void TopA::apply(Candidates& candidates) const {
  if (a == 0) return;
  // A weight is p over the largest p, which is 1 / total: with both sides divided by it, less is rounded.
  const Weights weights = weights_of(candidates);
  keep(candidates, weights.each, {std::min(1.0, a / weights.total), weights.each.size()});
}

}  // namespace logits
