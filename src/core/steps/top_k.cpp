#include "logits/steps.hpp"
#include "src/core/threshold.hpp"

namespace logits {

void TopK::apply(Candidates& candidates) const {
  if (k == 0 || k >= candidates.ids.size()) return;
  Threshold threshold = largest(candidates.logits, static_cast<std::size_t>(k));
  if (ties == Ties::all) threshold.ties = candidates.ids.size();
  keep(candidates, candidates.logits, threshold);
}

}  // namespace logits
