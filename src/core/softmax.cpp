#include "logits/softmax.hpp"

#include "src/core/kernels/elementary.hpp"
#include "src/core/kernels/loops.hpp"
#include "src/core/kernels/sum.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace logits {
namespace {

using kernels::Pair;

/// 1 - e^x for x <= 0, within 3 ulp.
double complement(double x) {
  return x > -0.34 ? -kernels::expm1_near_zero(x) : 1 - kernels::exp(x);
}

}  // namespace

double Distribution::p_of(TokenId id) const {
  const auto found = std::lower_bound(ids.begin(), ids.end(), id);
  const bool is_kept = found != ids.end() && *found == id;
  return is_kept ? p[static_cast<std::size_t>(found - ids.begin())] : 0;
}

Distribution softmax(Candidates candidates) {
  const kernels::Loops& loops = kernels::loops();
  const std::size_t size = candidates.logits.size();
  Distribution result{
      .ids = std::move(candidates.ids), .p = std::vector<double>(size), .logp = std::move(candidates.logits)};
  const kernels::Extent extent = loops.extent(result.logp.data(), size);
  const kernels::Weights weights =
      loops.weigh(result.logp.data(), result.p.data(), size, extent, candidates.temperature);

  // The leader weighs exactly 1. Taking it out of the sum keeps every digit of a small rest, and so of the
  // leader's log-probability, which is -log1p(rest).
  const double rest = (weights.total.high - 1) + weights.total.low;
  const double total = weights.total.high + weights.total.low;
  const double log_total = kernels::log1p(rest);
  loops.normalise(result.p.data(), result.logp.data(), size, total, log_total);
  result.entropy = log_total + (weights.surprise.high + weights.surprise.low) / total;
  return result;
}

double probability_of(double logp) {
  return kernels::exp(logp);
}

Distribution as_told(const Candidates& candidates) {
  Distribution result{.ids = candidates.ids, .p = {}, .logp = candidates.logits};
  result.p.reserve(result.logp.size());
  kernels::Sum surprise;
  for (std::size_t i = 0; i < result.logp.size(); ++i) {
    const double p = std::min(1.0, probability_of(result.logp[i]));  // a log-prob may be a hair above 0
    result.p.push_back(p);
    if (p > 0) surprise.add(i, p * -result.logp[i]);
  }
  const Pair mean = surprise.total();
  result.entropy = mean.high + mean.low;
  return result;
}

double log_of(double p) {
  return p > 0 ? kernels::log(p) : -std::numeric_limits<double>::infinity();
}

double log_of_rest(std::span<const double> logps) {
  if (logps.empty()) return 0;
  const auto leader = std::max_element(logps.begin(), logps.end());
  if (*leader >= 0) return -std::numeric_limits<double>::infinity();
  // The others are taken from what the leader leaves, which is known to its last digit however small it is.
  kernels::Sum others;
  for (std::size_t i = 0; i < logps.size(); ++i) {
    if (i != static_cast<std::size_t>(leader - logps.begin())) others.add(i, kernels::exp(logps[i]));
  }
  const kernels::Pair sum = others.total();
  const double listed = kernels::exp(*leader) + (sum.high + sum.low);
  if (listed < 0.25) return kernels::log1p(-listed);
  const double rest = (complement(*leader) - sum.high) - sum.low;
  return log_of(rest);
}

}  // namespace logits
