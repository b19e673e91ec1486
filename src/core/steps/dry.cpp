#include "logits/steps.hpp"

namespace logits {

void Dry::apply(Candidates&, const State&) const {}

}  // namespace logits
