#include "logits/steps.hpp"
#include "src/core/threshold.hpp"

namespace logits {

void TopK::apply(Candidates& candidates) const {
  if (k == 0 || k >= candidates.ids.size()) return;
  keep(candidates, candidates.logits, largest(candidates.logits, static_cast<std::size_t>(k)));
}

}  // namespace logits
