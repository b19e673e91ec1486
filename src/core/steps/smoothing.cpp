#include "logits/steps.hpp"
#include "src/core/kernels/exponents.hpp"
#include "src/core/true_logits.hpp"

#include <algorithm>

namespace logits {
namespace {

using kernels::Pair;

// Numbers of twice the digits, so that each logit is rounded only once.

Pair plus(Pair a, Pair b) {
  const Pair sum = kernels::two_sum(a.high, b.high);
  return kernels::two_sum(sum.high, sum.low + (a.low + b.low));
}

Pair times(Pair a, Pair b) {
  const Pair product = kernels::two_product(a.high, b.high);
  return kernels::two_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

}  // namespace

void Smoothing::apply(Candidates& candidates) const {
  if (factor == 0) return;
  settle(candidates);
  const double largest = *std::max_element(candidates.logits.begin(), candidates.logits.end());
  const Pair k = times(kernels::two_sum(3, -curve), {0.5, 0});
  const Pair s = times(kernels::two_sum(curve, -1), {0.5, 0});
  for (std::size_t i = 0; i < candidates.logits.size(); ++i) {
    const Pair d = kernels::two_sum(candidates.logits[i], -largest);
    const Pair slope = plus(times(s, d), {-k.high, -k.low});
    const Pair bent = plus({largest, 0}, times(times({factor, 0}, times(d, d)), slope));
    candidates.logits[i] = finite(bent.high, "the smoothing", candidates.ids[i]);
  }
}

}  // namespace logits
