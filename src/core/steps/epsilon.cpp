#include "logits/steps.hpp"

namespace logits {

void Epsilon::apply(Candidates&) const {}

}  // namespace logits
