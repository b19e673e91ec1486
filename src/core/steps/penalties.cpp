#include "logits/steps.hpp"

namespace logits {

void Penalties::apply(Candidates&, const State&) const {}

}  // namespace logits
