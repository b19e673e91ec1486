#include "logits/steps.hpp"

namespace logits {

void Xtc::apply(Candidates&, const State&) const {}

}  // namespace logits
