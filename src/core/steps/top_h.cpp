#include "logits/softmax.hpp"
#include "logits/steps.hpp"
#include "src/core/crossing.hpp"
#include "src/core/kernels/elementary.hpp"
#include "src/core/kernels/loops.hpp"
#include "src/core/mass.hpp"
#include "src/core/nucleus.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>

namespace logits {
namespace {

/// What tokens other than the leader add to the entropy: their weights, and those times the exponents.
struct Spread {
  Mass weight, surprise;
  Spread operator+(const Spread& other) const { return {weight + other.weight, surprise + other.surprise}; }
};

/// Cuts where the prefix's own entropy exceeds the limit. (It grows with each token that is not likelier
/// than those before.)
void keep_by_entropy(Candidates& candidates, double a) {
  const auto& logits = candidates.logits;
  const kernels::Loops& loops = kernels::loops();
  const kernels::Extent extent = loops.extent(logits.data(), logits.size());
  std::vector<double> surprises = logits, weights(logits.size());
  loops.weigh(surprises.data(), weights.data(), logits.size(), extent, candidates.temperature);
  // The leader adds nothing to what the others do. The rest is relative to the second, so that a leader with
  // nearly all the mass costs them no digits.
  weights[static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin())] = 0;
  const auto second =
      static_cast<std::size_t>(std::max_element(weights.begin(), weights.end()) - weights.begin());
  const double weight = weights[second], surprise = std::max(1.0, -surprises[second]);
  if (weight == 0) return keep(candidates, logits, {extent.largest, 1});
  Spread all;
  const auto spread_of = [&](std::size_t i) {
    return Spread{Mass::of(weights[i]), Mass::of(surprises[i])};
  };
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] /= weight;
    surprises[i] = weights[i] > 0 ? weights[i] * (-surprises[i] / surprise) : 0;
    all = all + spread_of(i);
  }
  const auto entropy = [&](const Spread& spread) {
    const double rest = spread.weight.rounded() * weight;
    return kernels::log1p(rest) + spread.surprise.rounded() * weight * surprise / (1 + rest);
  };
  const auto exceeds = [&, limit = a * entropy(all)](const Spread& spread) {
    return entropy(spread) > limit;
  };
  const double width = std::min(45 * candidates.temperature, extent.largest - extent.smallest);
  const auto end = Crossing<Spread, decltype(exceeds)>(exceeds).find(logits, width, spread_of);
  if (end) keep(candidates, logits, {end->key, end->ties - 1});
}

/// Cuts where the sum of -p ln p exceeds the limit, p over the 100 largest.
void keep_by_terms(Candidates& candidates, double a) {
  constexpr std::size_t most = 100;
  if (candidates.ids.size() > most) keep(candidates, candidates.logits, largest(candidates.logits, most));
  std::vector<double> sorted = candidates.logits;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  const Distribution all =
      softmax({.ids = candidates.ids, .logits = sorted, .temperature = candidates.temperature});
  double sum = 0;
  std::size_t count = 0;
  while (count < sorted.size()) {
    if (all.p[count] == 0) break;  // even where the entropy has vanished
    sum += all.p[count] * -all.logp[count];
    if (sum > a * all.entropy * (1 + 0x1p-48)) break;  // the sum is known to within its rounding
    ++count;
  }
  keep(candidates, candidates.logits, largest(candidates.logits, std::max(count, std::size_t{1})));
}

}  // namespace

void TopH::apply(Candidates& candidates) const {
  if (a == 1) return;
  rule == Rule::entropy ? keep_by_entropy(candidates, a) : keep_by_terms(candidates, a);
}

}  // namespace logits
