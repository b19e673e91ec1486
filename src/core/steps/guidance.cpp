#include "logits/steps.hpp"

namespace logits {

void Guidance::apply(Candidates&, const State&) const {}

}  // namespace logits
