#include "logits/steps.hpp"

namespace logits {

void TopNSigma::apply(Candidates&) const {}

}  // namespace logits
