#include "logits/softmax.hpp"

#include "src/core/kernels/elementary.hpp"
#include "src/core/kernels/sum.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace logits {
namespace {

using kernels::Pair;

/// a * b exactly, for factors below 2^996 (Dekker and Veltkamp; plain arithmetic, since not every CPU has
/// FMA).
Pair two_product(double a, double b) {
  constexpr double splitter = 0x1p27 + 1;
  const auto upper = [](double x) {
    const double scaled = splitter * x;
    return scaled - (scaled - x);
  };
  const double a_high = upper(a), a_low = a - a_high;
  const double b_high = upper(b), b_low = b - b_high;
  const double product = a * b;
  return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

/// (z - largest) / T as a rounded number and what rounding took from it, without overflow on the way.
///
/// T is split into a mantissa in [1/2, 1) and a power of two, so that the division is of two ordinary numbers
/// even where T is denormal or the quotient is at the edge of the range; where z - largest would overflow,
/// both are quartered first.
class Exponents {
 public:
  Exponents(double largest, double smallest, double temperature) {
    const bool overflows = smallest - largest < -DBL_MAX;
    quarter_ = overflows ? 0.25 : 1;
    largest_ = largest * quarter_;
    int exponent = 0;
    mantissa_ = std::frexp(temperature, &exponent);
    const int shift = -exponent + (overflows ? 2 : 0);
    first_ = std::ldexp(1.0, shift / 2);
    second_ = std::ldexp(1.0, shift - shift / 2);
  }

  Pair operator()(double logit) const {
    const Pair difference = kernels::two_sum(logit * quarter_, -largest_);
    const double scaled = difference.high * first_ * second_;
    const double head = scaled / mantissa_;
    if (head < -800) return {head, 0};  // e^head is 0 whatever the tail, and the product below could overflow
    const Pair back = two_product(head, mantissa_);
    const double remainder = (scaled - back.high) - back.low;
    return {head, (remainder + difference.low * first_ * second_) / mantissa_};
  }

 private:
  double quarter_, largest_, mantissa_, first_, second_;
};

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

Distribution softmax(const Candidates& candidates) {
  const auto& logits = candidates.logits;
  const auto [smallest, largest] = std::minmax_element(logits.begin(), logits.end());
  const Exponents exponent(*largest, *smallest, candidates.temperature);

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
