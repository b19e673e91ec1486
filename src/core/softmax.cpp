#include "logits/softmax.hpp"

#include "src/core/kernels/elementary.hpp"
#include "src/core/kernels/exponents.hpp"
#include "src/core/kernels/sum.hpp"

#include <algorithm>
#include <cstddef>

namespace logits {
namespace {

using kernels::Pair;

}  // namespace

double Distribution::p_of(TokenId id) const {
  const auto found = std::lower_bound(ids.begin(), ids.end(), id);
  const bool is_kept = found != ids.end() && *found == id;
  return is_kept ? p[static_cast<std::size_t>(found - ids.begin())] : 0;
}

Distribution softmax(const Candidates& candidates) {
  const auto& logits = candidates.logits;
  const auto [smallest, largest] = std::minmax_element(logits.begin(), logits.end());
  const kernels::Exponents exponent(*largest, *smallest, candidates.temperature);

  Distribution result;
  result.ids = candidates.ids;
  result.p.resize(logits.size());
  result.logp.resize(logits.size());

  kernels::Sum weights;
  kernels::Sum surprise;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const Pair d = exponent(logits[i]);
    const double weight = kernels::exp(d.high, d.low);
    result.logp[i] = d.high;
    result.p[i] = weight;
    weights.add(i, weight);
    if (weight > 0) surprise.add(i, weight * -d.high);
  }

  // The leader weighs exactly 1. Taking it out of the sum keeps every digit of a small rest, and so of the
  // leader's log-probability, which is -log1p(rest).
  const Pair sum = weights.total();
  const double rest = (sum.high - 1) + sum.low;
  const double total = sum.high + sum.low;
  const double log_total = kernels::log1p(rest);
  for (double& p : result.p) p /= total;
  for (double& logp : result.logp) logp -= log_total;

  const Pair mean = surprise.total();
  result.entropy = log_total + (mean.high + mean.low) / total;
  return result;
}

}  // namespace logits
