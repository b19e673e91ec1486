#include "logits/steps.hpp"

namespace logits {

void Typical::apply(Candidates&) const {}

}  // namespace logits
