#pragma once

#include "src/core/kernels/sum.hpp"

#include <cfloat>
#include <cmath>

namespace logits::kernels {
inline namespace LOGITS_INSTRUCTION_SET {

/// a * b exactly, for factors below 2^996 (Dekker and Veltkamp; plain arithmetic, since not every CPU has
/// FMA).
inline Pair two_product(double a, double b) {
  constexpr double splitter = 0x1p27 + 1;
  const double a_scaled = splitter * a, b_scaled = splitter * b;
  const double a_high = a_scaled - (a_scaled - a), a_low = a - a_high;
  const double b_high = b_scaled - (b_scaled - b), b_low = b - b_high;
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
    const Pair difference = two_sum(logit * quarter_, -largest_);
    const double scaled = difference.high * first_ * second_;
    const double head = scaled / mantissa_;
    if (head < -1e290)
      return {head, 0};  // e^head is 0 whatever the tail, and the product below could overflow
    const Pair back = two_product(head, mantissa_);
    const double remainder = (scaled - back.high) - back.low;
    return {head, (remainder + difference.low * first_ * second_) / mantissa_};
  }

 private:
  double quarter_, largest_, mantissa_, first_, second_;
};

}  // namespace LOGITS_INSTRUCTION_SET
}  // namespace logits::kernels
