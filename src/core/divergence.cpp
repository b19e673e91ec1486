#include "logits/divergence.hpp"

#include "src/core/kernels/elementary.hpp"
#include "src/core/kernels/exponents.hpp"
#include "src/core/kernels/sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logits {
namespace {

using kernels::Pair;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double ln2 = 0x1.62e42fefa39efp-1;

/// Up to here `kernels::bend` holds, and what is far apart need not be told from what it differs from.
constexpr double near = 0x1.62e42fefa39efp-2;

double rounded(const Pair& pair) {
  return pair.high + pair.low;
}

/// A sum of terms that are not negative and may be infinite.
class Total {
 public:
  void add(std::size_t i, double term) {
    if (term == infinity) {
      infinite_ = true;
    } else {
      sum_.add(i, term);
    }
  }
  double value() const { return infinite_ ? infinity : rounded(sum_.total()); }

 private:
  kernels::Sum sum_;
  bool infinite_ = false;
};

/// Candidates on their way through softmax: e to the exponent is the weight, and the largest weighs 1.
struct Weighed {
  std::vector<Pair> exponents;
  std::vector<double> weights;
  double total = 0, log_total = 0, entropy = 0;
};

Weighed weigh(const Candidates& candidates) {
  const auto& logits = candidates.logits;
  const auto [smallest, largest] = std::minmax_element(logits.begin(), logits.end());
  const kernels::Exponents exponent(*largest, *smallest, candidates.temperature);
  Weighed weighed;
  weighed.exponents.reserve(logits.size());
  weighed.weights.reserve(logits.size());
  kernels::Sum weights, surprise;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const Pair d = exponent(logits[i]);
    const double weight = kernels::exp(d.high, d.low);
    weighed.exponents.push_back(d);
    weighed.weights.push_back(weight);
    weights.add(i, weight);
    if (weight > 0) surprise.add(i, weight * -d.high);
  }
  const Pair sum = weights.total();
  weighed.total = rounded(sum);
  weighed.log_total = kernels::log1p((sum.high - 1) + sum.low);
  weighed.entropy = weighed.log_total + rounded(surprise.total()) / weighed.total;
  return weighed;
}

/// b - a for exponents: what rounding took from them still counts where they are nearly the same.
double difference(const Pair& a, const Pair& b) {
  if (std::isinf(a.high) || std::isinf(b.high)) return a.high == b.high ? 0 : b.high - a.high;
  const Pair head = kernels::two_sum(b.high, -a.high);
  return head.high + (head.low + (b.low - a.low));
}

/// a (e^x - 1), where b = a e^x has been rounded already.
double growth(double a, double b, double x) {
  return std::fabs(x) <= near ? a * kernels::expm1_near_zero(x) : b - a;
}

/// a (e^x - 1 - x), the share of one token in KL(A || B) for x = ln(b / a): together the terms a (e^x - 1)
/// are 0, and so none is below zero. (Schulman, "Approximating KL divergence", 2020, uses it for its
/// variance.)
double share(double a, double b, double x) {
  if (std::fabs(x) <= near) return a * (x * x * kernels::bend(x));
  if (a == 0) return b;
  return std::max(0.0, (b - a) - a * x);
}

/// The share of one token in the Jensen-Shannon divergence: with u = (b - a) / (a + b) it is
/// (a + b) / 4 ((1 + u) ln(1 + u) + (1 - u) ln(1 - u)).
double balanced_share(double a, double b, double change, double x) {
  const double sum = a + b;
  if (sum == 0) return 0;
  if (std::fabs(x) <= near) {
    const double u = change / sum;
    const double u2 = u * u;
    double series = 0;
    for (int n = 10; n >= 1; --n) series = u2 * series + 1.0 / (2 * n * (2 * n - 1));
    return sum / 2 * (u2 * series);
  }
  const double t = std::min(a, b) / std::max(a, b);
  if (t == 0) return sum / 2 * ln2;
  return sum / 2 * std::max(0.0, ln2 - kernels::log1p(t) - std::fabs(x) * t / (1 + t));
}

/// Calls visit(i, j) for every token, in the order of the ids, with its place in a and in b; `missing` where
/// it is not there.
constexpr std::size_t missing = std::numeric_limits<std::size_t>::max();
void for_each_token(const Candidates& a, const Candidates& b, auto visit) {
  std::size_t i = 0, j = 0;
  while (i < a.ids.size() || j < b.ids.size()) {
    if (j == b.ids.size() || (i < a.ids.size() && a.ids[i] < b.ids[j])) {
      visit(i++, missing);
    } else if (i == a.ids.size() || b.ids[j] < a.ids[i]) {
      visit(missing, j++);
    } else {
      visit(i++, j++);
    }
  }
}

/// Root mean square and maximum of the log-ratios of the tokens that both have, without overflow on the way.
void measure_log_ratios(Divergence& result) {
  std::size_t count = 0;
  const auto both = [](const TokenChange& token) {
    return token.in_a && token.in_b && (token.logp_a != -infinity || token.logp_b != -infinity);
  };
  for (const TokenChange& token : result.tokens) {
    if (!both(token)) continue;
    ++count;
    result.logp_max = std::max(result.logp_max, std::fabs(token.log_ratio));
  }
  if (result.logp_max == 0 || result.logp_max == infinity) {
    result.logp_rms = result.logp_max;
    return;
  }
  int exponent = 0;
  static_cast<void>(std::frexp(result.logp_max, &exponent));
  // In two steps, because one power of two may be too large.
  const double first = std::ldexp(1.0, -exponent / 2), second = std::ldexp(1.0, -exponent - -exponent / 2);
  kernels::Sum squares;
  for (std::size_t i = 0; i < result.tokens.size(); ++i) {
    if (!both(result.tokens[i])) continue;
    const double scaled = result.tokens[i].log_ratio * first * second;
    squares.add(i, scaled * scaled);
  }
  result.logp_rms = std::ldexp(std::sqrt(rounded(squares.total()) / static_cast<double>(count)), exponent);
}

}  // namespace

double log_of_ratio(double a, double b, double difference) {
  return difference >= 0 ? kernels::log1p(difference / a) : -kernels::log1p(-difference / b);
}

Divergence divergence(const Candidates& a, const Candidates& b) {
  const Weighed weighed_a = weigh(a), weighed_b = weigh(b);
  Divergence result;
  result.entropy_a = weighed_a.entropy;
  result.entropy_b = weighed_b.entropy;
  result.tokens.reserve(std::max(a.ids.size(), b.ids.size()));

  // ln(total of B / total of A), from the differences of the weights: where those are small, the two
  // logarithms are nearly the same, and their difference would have no digits left.
  kernels::Sum growths;
  for_each_token(a, b, [&](std::size_t i, std::size_t j) {
    TokenChange token{.id = i == missing ? b.ids[j] : a.ids[i],
                      .in_a = i != missing,
                      .in_b = j != missing,
                      .p_a = 0,
                      .p_b = 0,
                      .logp_a = -infinity,
                      .logp_b = -infinity,
                      .change = 0,
                      .log_ratio = j == missing ? -infinity : infinity};
    const double weight_a = i == missing ? 0 : weighed_a.weights[i];
    const double weight_b = j == missing ? 0 : weighed_b.weights[j];
    if (i != missing) {
      token.p_a = weight_a / weighed_a.total;
      token.logp_a = weighed_a.exponents[i].high - weighed_a.log_total;
    }
    if (j != missing) {
      token.p_b = weight_b / weighed_b.total;
      token.logp_b = weighed_b.exponents[j].high - weighed_b.log_total;
    }
    if (i != missing && j != missing)
      token.log_ratio = difference(weighed_a.exponents[i], weighed_b.exponents[j]);
    growths.add(result.tokens.size(), growth(weight_a, weight_b, token.log_ratio));
    result.only_a += j == missing ? 1 : 0;
    result.only_b += i == missing ? 1 : 0;
    result.tokens.push_back(token);
  });
  const double shift = log_of_ratio(weighed_a.total, weighed_b.total, rounded(growths.total()));

  Total kl, kl_reverse, js, tv;
  for (std::size_t i = 0; i < result.tokens.size(); ++i) {
    TokenChange& token = result.tokens[i];
    const double p_a = token.p_a, p_b = token.p_b;
    token.log_ratio -= shift;
    const double x = token.log_ratio;
    token.change = growth(p_a, p_b, x);
    kl.add(i, share(p_a, p_b, x));
    kl_reverse.add(i, share(p_b, p_a, -x));
    js.add(i, balanced_share(p_a, p_b, token.change, x));
    tv.add(i, std::fabs(token.change) / 2);
  }
  // A token that only one has counts however small its probability is: that of A may have rounded to 0.
  result.kl = result.only_a > 0 ? infinity : kl.value();
  result.kl_reverse = result.only_b > 0 ? infinity : kl_reverse.value();
  result.js = std::min(js.value(), ln2);  // bounds that rounding may pass by a unit in the last place
  result.tv = std::min(tv.value(), 1.0);
  measure_log_ratios(result);
  return result;
}

}  // namespace logits
