#include "logits/softmax.hpp"
#include "logits/steps.hpp"
#include "src/core/kernels/elementary.hpp"
#include "src/core/threshold.hpp"

#include <algorithm>
#include <cmath>

namespace logits {

void Eta::apply(Candidates& candidates) const {
  if (eta == 0) return;
  const Distribution all = softmax(candidates);
  const double least = std::min(eta, std::sqrt(eta) * kernels::exp(-all.entropy));
  const double largest = *std::max_element(all.p.begin(), all.p.end());
  keep(candidates, all.p, {std::min(least, largest), all.p.size()});
}

}  // namespace logits
