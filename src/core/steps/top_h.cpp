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
  std::vector<double> others = logits, exponents = logits, weights(logits.size());
  loops.weigh(exponents.data(), weights.data(), logits.size(), extent, candidates.temperature);
  const auto leader = std::max_element(logits.begin(), logits.end()) - logits.begin();
  for (auto* const each : {&others, &exponents, &weights}) each->erase(each->begin() + leader);
  if (others.empty()) return;

  // Relative to the second, so that a leader with nearly all the mass costs the others no digits.
  const auto second =
      static_cast<std::size_t>(std::max_element(others.begin(), others.end()) - others.begin());
  const double weight = weights[second], surprise = std::max(1.0, -exponents[second]);
  if (weight == 0) return keep(candidates, logits, {extent.largest, 1});
  const auto spread_of = [&](std::size_t i) {
    const double odds = weights[i] / weight;
    return Spread{Mass::of(odds), Mass::of(odds > 0 ? odds * (-exponents[i] / surprise) : 0)};
  };
  const auto entropy = [&](const Spread& spread) {
    const double rest = spread.weight.rounded() * weight;
    return kernels::log1p(rest) + spread.surprise.rounded() * weight * surprise / (1 + rest);
  };
  Spread all;
  for (std::size_t i = 0; i < others.size(); ++i) all = all + spread_of(i);
  const auto exceeds = [&, limit = a * entropy(all)](const Spread& spread) {
    return entropy(spread) > limit;
  };
  const double width = std::min(45 * candidates.temperature, extent.largest - extent.smallest);
  const auto end = Crossing<Spread, decltype(exceeds)>(exceeds).find(others, width, spread_of);
  if (!end) return;
  const bool is_tied_with_leader = end->key == extent.largest;
  keep(candidates, logits, {end->key, is_tied_with_leader ? end->ties : end->ties - 1});
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
    if (all.p[count] > 0) sum += all.p[count] * -all.logp[count];
    if (sum > a * all.entropy) break;
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
