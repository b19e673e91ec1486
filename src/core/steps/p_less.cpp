#include "logits/steps.hpp"

namespace logits {

void PLess::apply(Candidates&) const {}

}  // namespace logits
