#include "logits/steps.hpp"
#include "src/core/crossing.hpp"
#include "src/core/mass.hpp"
#include "src/core/nucleus.hpp"

#include <algorithm>
#include <cstddef>

namespace logits {
namespace {

struct Left {
  std::vector<double> logits, weights;
  std::vector<std::size_t> positions;

  /// Leaves those of which is_wanted(i) is true.
  void keep_if(auto is_wanted) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < positions.size(); ++i) {
      if (!is_wanted(i)) continue;
      logits[kept] = logits[i];
      weights[kept] = weights[i];
      positions[kept++] = positions[i];
    }
    logits.resize(kept);
    weights.resize(kept);
    positions.resize(kept);
  }
};

/// Which tokens, going down, leave the sum at p or less: 1 for each that does, and for the leader.
///
/// What fits is taken in runs, each up to the next that does not fit. What is then free is less than that one
/// and so than half of what was free before: there are about 60 runs at most, and mostly two or three.
std::vector<double> fitting(const Candidates& candidates, double p) {
  Weights weights = weights_of(candidates);
  const double target = p * weights.total;
  Mass sum;
  const auto overfills = [&](const Mass& more) {
    return (sum + more).rounded() > target;
  };
  const Crossing<Mass, decltype(overfills)> crossing(overfills);
  std::vector<double> stays(candidates.logits.size(), 0);
  Left left{candidates.logits, std::move(weights.each), {}};
  for (std::size_t i = 0; i < stays.size(); ++i) left.positions.push_back(i);
  const auto take = [&](std::size_t i) {
    stays[left.positions[i]] = 1;
    sum = sum + Mass::of(left.weights[i]);
    return false;
  };

  const auto leader = static_cast<std::size_t>(std::max_element(left.logits.begin(), left.logits.end()) -
                                               left.logits.begin());
  left.keep_if([&](std::size_t i) { return i == leader ? take(i) : true; });
  while (true) {
    left.keep_if([&](std::size_t i) { return !overfills(Mass::of(left.weights[i])); });
    if (left.positions.empty()) return stays;
    const auto end =
        crossing.find(left.logits, weights.width, [&](std::size_t i) { return Mass::of(left.weights[i]); });
    std::size_t ties = end ? end->ties - 1 : 0;
    left.keep_if([&](std::size_t i) {
      if (end && left.logits[i] < end->key) return true;
      if (end && left.logits[i] == end->key) {
        if (ties == 0) return true;
        --ties;
      }
      return take(i);
    });
  }
}

}  // namespace

void TopP::apply(Candidates& candidates) const {
  if (p == 1) return;  // rounding must not cost the last tokens
  if (rule == Rule::fit) return keep(candidates, fitting(candidates, p), {1, candidates.ids.size()});
  keep(candidates, candidates.logits,
       nucleus(candidates, p, rule == Rule::reach ? Boundary::reach : Boundary::pass));
}

}  // namespace logits
