#include "logits/steps.hpp"
#include "src/core/descending.hpp"
#include "src/core/mass.hpp"
#include "src/core/nucleus.hpp"

#include <cstdint>
#include <vector>

namespace logits {
namespace {

/// Keeps the leader, and going down each token that leaves the sum at p or less. What fits in the end depends
/// on all before it, so this needs the order of all.
void keep_fitting(Candidates& candidates, double p) {
  const Weights weights = weights_of(candidates);
  const double target = p * weights.total;
  std::vector<double> stays(weights.each.size(), 0);
  Mass sum;
  for (const std::uint32_t i : descending(candidates.logits)) {
    const Mass next = sum + Mass::of(weights.each[i]);
    const bool is_leader = sum.rounded() == 0;
    if (!is_leader && next.rounded() > target) continue;
    stays[i] = 1;
    sum = next;
  }
  keep(candidates, stays, {1, stays.size()});
}

}  // namespace

void TopP::apply(Candidates& candidates) const {
  if (p == 1) return;  // rounding must not cost the last tokens
  if (rule == Rule::fit) return keep_fitting(candidates, p);
  keep(candidates, candidates.logits,
       nucleus(candidates, p, rule == Rule::reach ? Boundary::reach : Boundary::pass));
}

}  // namespace logits
