#include "logits/picker.hpp"

namespace logits {

void AdaptiveP::apply(Candidates&, const State&) const {}
void AdaptiveP::learn(State&, const Candidates&, TokenId) const {}

}  // namespace logits
