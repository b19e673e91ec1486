#include "logits/softmax.hpp"
#include "logits/steps.hpp"
#include "src/core/kernels/loops.hpp"
#include "src/core/nucleus.hpp"

#include <algorithm>
#include <cmath>

namespace logits {

void Typical::apply(Candidates& candidates) const {
  if (p == 1) return;
  const Weights weights = weights_of(candidates);
  Distribution all = softmax(candidates);
  // The most typical has the largest key. What has no chance is surprising beyond measure.
  std::vector<double> keys = std::move(all.logp);
  for (double& key : keys) key = -std::fabs(-key - all.entropy);
  const kernels::Extent extent = kernels::loops().extent(keys.data(), keys.size());
  // Where the surprise is more than that above the entropy is hardly any mass.
  const double width = std::min(45.0, extent.largest - extent.smallest);
  Threshold threshold = nucleus(keys, weights.each, width, p * weights.total,
                                rule == Rule::reach ? Boundary::reach : Boundary::pass);
  if (ties == Ties::all) threshold.ties = keys.size();
  keep(candidates, keys, threshold);
}

}  // namespace logits
