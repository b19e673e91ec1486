#include "logits/steps.hpp"

namespace logits {

void Smoothing::apply(Candidates&) const {}

}  // namespace logits
