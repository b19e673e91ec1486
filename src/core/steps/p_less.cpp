#include "logits/steps.hpp"
#include "src/core/kernels/sum.hpp"
#include "src/core/nucleus.hpp"

#include <algorithm>

namespace logits {

void PLess::apply(Candidates& candidates) const {
  if (!on) return;
  // With both sides multiplied by the total, equal tokens are compared without rounding.
  const Weights weights = weights_of(candidates);
  kernels::Sum squares;
  for (std::size_t i = 0; i < weights.each.size(); ++i) squares.add(i, weights.each[i] * weights.each[i]);
  const kernels::Pair sum = squares.total();
  const double least = (sum.high + sum.low) / weights.total;
  keep(candidates, weights.each, {std::min(1.0, least), weights.each.size()});
}

}  // namespace logits
