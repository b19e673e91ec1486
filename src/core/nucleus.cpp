#include "src/core/nucleus.hpp"

#include "src/core/crossing.hpp"
#include "src/core/kernels/loops.hpp"
#include "src/core/mass.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace logits {

Weights weights_of(const Candidates& candidates) {
  const auto& logits = candidates.logits;
  const kernels::Loops& loops = kernels::loops();
  const kernels::Extent extent = loops.extent(logits.data(), logits.size());
  Weights weights{.each = std::vector<double>(logits.size()),
                  .total = 0,
                  .width = std::min(45 * candidates.temperature, extent.largest - extent.smallest)};
  const kernels::Total total =
      loops.weights_of(logits.data(), weights.each.data(), logits.size(), extent, candidates.temperature);
  weights.total = total.high + total.low;
  return weights;
}

std::vector<double> probabilities(const Candidates& candidates) {
  Weights weights = weights_of(candidates);
  for (double& weight : weights.each) weight /= weights.total;
  return std::move(weights.each);
}

Threshold nucleus(std::span<const double> keys, std::span<const double> weights, double width, double target,
                  Boundary boundary) {
  const auto crossed = [target, boundary](const Mass& mass) {
    const double sum = mass.rounded();
    return boundary == Boundary::reach ? sum >= target : sum > target;
  };
  const Threshold all{-std::numeric_limits<double>::infinity(), keys.size()};
  return Crossing<Mass, decltype(crossed)>(crossed)
      .find(keys, width, [weights](std::size_t i) { return Mass::of(weights[i]); })
      .value_or(all);
}

Threshold nucleus(const Candidates& candidates, double p, Boundary boundary) {
  const Weights weights = weights_of(candidates);
  return nucleus(candidates.logits, weights.each, weights.width, p * weights.total, boundary);
}

}  // namespace logits
