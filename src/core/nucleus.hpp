#pragma once

#include "logits/candidates.hpp"
#include "src/core/threshold.hpp"

#include <span>
#include <vector>

namespace logits {

/// Where a nucleus ends: with the token that brings the sum to the target, or above it.
enum class Boundary { reach, pass };

/// What softmax divides, and what by.
struct Weights {
  std::vector<double> each;  ///< 1 for the largest
  double total;
  double width;  ///< further below the largest logit is hardly any mass
};
Weights weights_of(const Candidates&);

/// The probabilities of `softmax`, to the last bit.
std::vector<double> probabilities(const Candidates&);

/// The threshold that keeps the fewest keys whose weights reach, or pass, the target together: going down
/// from the largest key, the earlier first on a tie. At least one; all where rounding keeps the sum below.
/// Most of the weight is within `width` of the largest key; weights are from 0 to 1.
///
/// Weights are added as multiples of 2^-60 and without rounding, so the sum of some does not depend on the
/// order, and no sort is needed to tell where it reaches the target. (That holds for 2^23 candidates.)
Threshold nucleus(std::span<const double> keys, std::span<const double> weights, double width, double target,
                  Boundary);

/// The same over the candidates' logits, for a target of p times the weight of all: the fewest most likely
/// of them which reach probability p together (Holtzman et al. 2020). 0 <= p < 1.
Threshold nucleus(const Candidates&, double p, Boundary = Boundary::reach);

}  // namespace logits
