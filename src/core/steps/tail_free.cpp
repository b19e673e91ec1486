#include "logits/steps.hpp"
#include "src/core/descending.hpp"
#include "src/core/kernels/loops.hpp"
#include "src/core/nucleus.hpp"
#include "src/core/threshold.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace logits {
namespace {

/// The `count` largest weights, descending.
std::vector<double> largest_weights(const Candidates& candidates, const kernels::Extent& extent,
                                    std::size_t count) {
  std::vector<double> logits;
  for (const std::size_t i : passing(candidates.logits, largest(candidates.logits, count)))
    logits.push_back(candidates.logits[i]);
  std::sort(logits.begin(), logits.end(), std::greater<>());
  std::vector<double> weights(count);
  kernels::loops().weights_of(logits.data(), weights.data(), count, extent, candidates.temperature);
  return weights;
}

/// The weights from the largest logit down.
std::vector<double> weights_along(std::span<const std::uint32_t> order, const Candidates& candidates) {
  const Weights weights = weights_of(candidates);
  std::vector<double> sorted(order.size());
  std::transform(order.begin(), order.end(), sorted.begin(), [&](auto i) { return weights.each[i]; });
  return sorted;
}

/// As differences of differences, so that equal steps cancel.
double curvature(std::span<const double> w, std::size_t i) {
  return std::fabs((w[i] - w[i + 1]) - (w[i + 1] - w[i + 2]));
}

/// How many stay: up to and with the first whose curvature brings the sum above z times that of all. Nothing
/// where the weights below, whose curvatures add up to `below` at most, may change it.
std::optional<std::size_t> count_kept(std::span<const double> weights, double z, double below) {
  double all = 0;
  for (std::size_t i = 0; i + 2 < weights.size(); ++i) all += curvature(weights, i);
  double sum = 0;
  for (std::size_t i = 0; i + 2 < weights.size(); ++i) {
    sum += curvature(weights, i);
    if (sum > z * (all + below)) return i + 1;
    if (sum > z * all) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

void TailFree::apply(Candidates& candidates) const {
  const auto& logits = candidates.logits;
  if (z == 1 || logits.size() < 3) return;
  const kernels::Extent extent = kernels::loops().extent(logits.data(), logits.size());
  if (extent.smallest == extent.largest) return;
  // Most often a few of the largest have nearly all the curvature.
  constexpr std::size_t few = 64;
  if (logits.size() > few) {
    const std::vector<double> weights = largest_weights(candidates, extent, few);
    // The curvature is at most two differences, and the differences below add up to the weight.
    const double below = 2 * weights[few - 2];
    if (const auto count = count_kept(weights, z, below))
      return keep(candidates, logits, largest(logits, *count));
  }
  const std::vector<std::uint32_t> order = descending(logits);
  const auto count = count_kept(weights_along(order, candidates), z, 0);
  if (!count) return;
  std::vector<double> stays(order.size(), 0);
  for (std::size_t rank = 0; rank < *count; ++rank) stays[order[rank]] = 1;
  keep(candidates, stays, {1, *count});
}

}  // namespace logits
