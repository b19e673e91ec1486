#include "logits/steps.hpp"

namespace logits {

void NoRepeatNgram::apply(Candidates&, const State&) const {}

}  // namespace logits
