#include "logits/picker.hpp"

namespace logits {

void Mirostat::apply(Candidates&, const State&) const {}
void Mirostat::learn(State&, const Candidates&, TokenId) const {}

}  // namespace logits
