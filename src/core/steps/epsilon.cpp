#include "logits/steps.hpp"
#include "src/core/nucleus.hpp"

#include <algorithm>

namespace logits {

void Epsilon::apply(Candidates& candidates) const {
  if (epsilon == 0) return;
  const std::vector<double> p = probabilities(candidates);
  const double largest = *std::max_element(p.begin(), p.end());
  keep(candidates, p, {std::min(epsilon, largest), p.size()});
}

}  // namespace logits
