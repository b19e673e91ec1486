#include "logits/steps.hpp"

namespace logits {

void TopA::apply(Candidates&) const {}

}  // namespace logits
