#pragma once

#include "logits/candidates.hpp"
#include "src/core/threshold.hpp"

namespace logits {

/// The threshold over the candidates' logits that keeps the fewest most likely of them which reach
/// probability p together (Holtzman et al. 2020): going down from the largest logit, the earlier first on a
/// tie, up to and with the one whose weight brings the sum to p times that of all. At least one; all where
/// rounding keeps the sum below. 0 <= p < 1.
///
/// Weights, 1 for the largest, are added as multiples of 2^-60 and without rounding, so the sum of some does
/// not depend on the order, and no sort is needed to tell where it reaches p. (That holds for 2^23
/// candidates.)
Threshold nucleus(const Candidates&, double p);

}  // namespace logits
