#include "logits/steps.hpp"

namespace logits {

void TailFree::apply(Candidates&) const {}

}  // namespace logits
