#include "logits/error.hpp"
#include "logits/picker.hpp"
#include "logits/softmax.hpp"
#include "src/core/kernels/elementary.hpp"
#include "src/core/threshold.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace logits {
namespace {

constexpr double ln2 = 0x1.62e42fefa39efp-1;

double surprise_in_bits(double logp) {
  return -logp / ln2;
}

/// ln(p / q) of two logits, the first no smaller, also where a probability is too small for a number.
double log_ratio(double p, double q, double temperature) {
  const double difference = p - q;
  return std::isfinite(difference) ? difference / temperature : p / temperature - q / temperature;
}

/// Zipf's exponent, by the 100 largest of two candidates or more.
double zipf_exponent(const Candidates& candidates) {
  const std::size_t count = std::min<std::size_t>(100, candidates.logits.size());
  Candidates head = candidates;
  keep(head, candidates.logits, largest(candidates.logits, count));
  std::sort(head.logits.begin(), head.logits.end(), std::greater<>());
  double products = 0, squares = 0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const auto rank = static_cast<double>(i + 1);
    const double t = kernels::log((rank + 1) / rank);
    const double b = log_ratio(head.logits[i], head.logits[i + 1], candidates.temperature);
    products += t * b;
    squares += t * t;
  }
  return products / squares;
}

/// x / (1 - e^(-x c)) for c > 0, of either sign; 1 / c at 0.
double over_complement(double x, double c) {
  const double exponent = -x * c;
  if (exponent == 0) return 1 / c;
  const double complement =
      std::abs(exponent) < 0.34 ? -kernels::expm1_near_zero(exponent) : 1 - kernels::exp(exponent);
  return x / complement;
}

/// How many tokens version 1 keeps: ((s - 1) 2^mu / (1 - V^(1 - s)))^(1 / s), from 1 to their number.
std::size_t count_to_keep(const Candidates& candidates, double mu, std::size_t vocabulary) {
  const std::size_t size = candidates.ids.size();
  if (size == 1) return 1;
  const double s = zipf_exponent(candidates);
  const double log_v = kernels::log(static_cast<double>(std::max(vocabulary, size)));
  const double log_power = kernels::log(over_complement(s - 1, log_v)) + mu * ln2;
  const double log_k = log_power / s;
  // Also where s is not a number, or infinite: then the leader is all there is.
  if (!std::isfinite(s) || !(log_k > 0)) return 1;
  if (log_k > kernels::log(static_cast<double>(size)) + 1) return size;
  return std::min(size, static_cast<std::size_t>(kernels::exp(log_k)));
}

/// The candidates of at most `mu` bits, and the first of the largest in any case.
void drop_surprising(Candidates& candidates, double mu) {
  const std::vector<double> logp = softmax(candidates).logp;
  const auto stays = [&](double each) {
    return surprise_in_bits(each) <= mu;
  };
  const auto count = static_cast<std::size_t>(std::count_if(logp.begin(), logp.end(), stays));
  keep(candidates, candidates.logits, largest(candidates.logits, std::max<std::size_t>(1, count)));
}

}  // namespace

void Mirostat::apply(Candidates& candidates, const State& state) const {
  const double mu = state.mu.value_or(2 * tau);
  if (version == Version::one) {
    keep(candidates, candidates.logits,
         largest(candidates.logits, count_to_keep(candidates, mu, state.vocabulary)));
  }
  if (version == Version::two) drop_surprising(candidates, mu);
}

void Mirostat::learn(State& state, const Candidates& before, TokenId drawn) const {
  if (is_off()) return;
  Candidates kept = before;
  apply(kept, state);
  const Distribution distribution = softmax(std::move(kept));
  const double mu = state.mu.value_or(2 * tau);
  const double p = distribution.p_of(drawn);
  // A token that was named, not drawn, may be one that is never drawn: its surprise has no number.
  state.mu = p > 0 ? mu - eta * (surprise_in_bits(log_of(p)) - tau) : mu;
  if (!std::isfinite(*state.mu)) throw Error(Failure::usage, "mirostat-eta is too large: mu overflows");
}

}  // namespace logits
