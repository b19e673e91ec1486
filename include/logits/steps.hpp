#pragma once

#include "logits/steps/penalties.hpp"
#include "logits/steps/shaping.hpp"
#include "logits/steps/surprise.hpp"
#include "logits/steps/truncation.hpp"

#include <variant>

namespace logits {

/// A step is plain data: it can be copied, compared, printed, parsed and explained. The order here is the
/// default order. Each has a name, a sentence of what it does, its source, its parameters in `fields`,
/// whether it is off, and `apply`, with or without the state.
using Step = std::variant<Guidance, Bias, Penalties, NoRepeatNgram, Dry, Temperature, Smoothing, TopNSigma,
                          TopK, Typical, TopP, MinP, TopA, TailFree, Epsilon, Eta, TopH, PLess, Xtc>;

}  // namespace logits
