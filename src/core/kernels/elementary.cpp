#include "src/core/kernels/elementary.hpp"

#include <cmath>

namespace logits::kernels {
inline namespace LOGITS_INSTRUCTION_SET {
namespace {

/// log(2^k (1 + f) ) + correction, for 1 + f in about [0.7, 1.42].
/// With s = f / (2 + f), log(1 + f) = 2 atanh(s) = f - s (f - R), R = 2 (s^2/3 + s^4/5 + ...).
double log_of(double k, double f, double correction) {
  const double s = f / (2 + f);
  const double s2 = s * s;
  double series = 0;
  for (int n = 25; n >= 3; n -= 2) series = s2 * (2.0 / n + series);
  const double half_square = 0.5 * f * f;
  return k * ln2_high - ((half_square - (s * (half_square + series) + (k * ln2_low + correction))) - f);
}

struct Split {
  double k;
  double mantissa;  // in [sqrt(1/2), sqrt(2))
};

Split split(double x) {
  int k = 0;
  double mantissa = std::frexp(x, &k);  // exact
  if (mantissa < 0x1.6a09e667f3bcdp-1) {
    mantissa *= 2;
    --k;
  }
  return {static_cast<double>(k), mantissa};
}

}  // namespace

double log1p(double x) {
  if (std::fabs(x) < 0x1p-54) return x;
  if (x < 0.4) return log_of(0, x, 0);
  const double sum = 1 + x;
  const double lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);
  const auto [k, mantissa] = split(sum);
  return log_of(k, mantissa - 1, lost / sum);
}

double log(double x) {
  const auto [k, mantissa] = split(x);
  return log_of(k, mantissa - 1, 0);
}

}  // namespace LOGITS_INSTRUCTION_SET
}  // namespace logits::kernels
