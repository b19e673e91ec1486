#include "logits/steps.hpp"
#include "src/core/nucleus.hpp"

namespace logits {

void TopP::apply(Candidates& candidates) const {
  if (p == 1) return;  // rounding must not cost the last tokens
  keep(candidates, candidates.logits, nucleus(candidates, p));
}

}  // namespace logits
