#include "logits/steps.hpp"

namespace logits {

void TopH::apply(Candidates&) const {}

}  // namespace logits
