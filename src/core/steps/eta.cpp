#include "logits/steps.hpp"

namespace logits {

void Eta::apply(Candidates&) const {}

}  // namespace logits
