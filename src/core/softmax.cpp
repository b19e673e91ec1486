#include "logits/softmax.hpp"

#include "src/core/kernels/elementary.hpp"
#include "src/core/kernels/sum.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

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

double probability_of(double logp) {
  return kernels::exp(logp);
}

Distribution as_told(const Candidates& candidates) {
  Distribution result{.ids = candidates.ids, .p = {}, .logp = candidates.logits};
  result.p.reserve(result.logp.size());
  kernels::Sum surprise;
  for (std::size_t i = 0; i < result.logp.size(); ++i) {
    const double p = probability_of(result.logp[i]);
    result.p.push_back(p);
    if (p > 0) surprise.add(i, p * -result.logp[i]);
  }
  const Pair mean = surprise.total();
  result.entropy = mean.high + mean.low;
  return result;
}

}  // namespace logits
