#include "logits/steps.hpp"
#include "src/core/kernels/loops.hpp"
#include "src/core/kernels/sum.hpp"
#include "src/core/threshold.hpp"

#include <cmath>

namespace logits {
namespace {

/// How far each logit is from the largest, from 0 to -1: all over one power of two, so that nothing overflows
/// and no square vanishes.
std::vector<double> depths(const std::vector<double>& logits, double largest, double smallest) {
  const double half = std::isinf(largest - smallest) ? 0.5 : 1;
  int exponent = 0;
  static_cast<void>(std::frexp(largest * half - smallest * half, &exponent));
  const double first = std::ldexp(1.0, -exponent / 2), second = std::ldexp(1.0, -exponent - -exponent / 2);
  std::vector<double> result;
  result.reserve(logits.size());
  for (const double logit : logits) result.push_back((logit * half - largest * half) * first * second);
  return result;
}

double mean(const std::vector<double>& values, auto f) {
  kernels::Sum sum;
  for (std::size_t i = 0; i < values.size(); ++i) sum.add(i, f(values[i]));
  const kernels::Pair total = sum.total();
  return (total.high + total.low) / static_cast<double>(values.size());
}

}  // namespace

void TopNSigma::apply(Candidates& candidates) const {
  if (s == 0) return;
  const auto& logits = candidates.logits;
  const kernels::Extent extent = kernels::loops().extent(logits.data(), logits.size());
  if (extent.smallest == extent.largest) return;
  const std::vector<double> depth = depths(logits, extent.largest, extent.smallest);
  const double middle = mean(depth, [](double x) { return x; });
  const double variance = mean(depth, [middle](double x) { return (x - middle) * (x - middle); });
  keep(candidates, depth, {-s * std::sqrt(variance), depth.size()});
}

}  // namespace logits
