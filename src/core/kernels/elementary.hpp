#pragma once

#include "src/core/kernels/instruction_set.hpp"

#include <cfloat>
#include <cstdint>

/// exp, log and log1p with a fixed order of operations: the same bits from every compiler, at every
/// optimisation level, on every CPU. (libm's differ between versions and machines, and a draw must not.)
/// Compile with -ffp-contract=off.
namespace logits::kernels {
inline namespace LOGITS_INSTRUCTION_SET {

static_assert(FLT_EVAL_METHOD == 0, "needs plain double arithmetic: on 32-bit x86 add -msse2 -mfpmath=sse");

inline constexpr double ln2_high = 0x1.62e42feep-1;  // 21 trailing zero bits: a multiple up to 2^20 is exact
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;
inline constexpr double log2_e = 0x1.71547652b82fep+0;

/// 2^n for -1022 <= n <= 1023.
inline double power_of_two(std::int64_t n) {
  return bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52);
}

/// (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2: its Chebyshev fit (error 1e-16), in Estrin's order.
inline double bend(double r) {
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double low = (0x1.0000000000001p-1 + 0x1.5555555555556p-3 * r) +
                     r2 * (0x1.5555555553d63p-5 + 0x1.11111111109b3p-7 * r);
  const double high = (0x1.6c16c1788bd90p-10 + 0x1.a01a01a7c41d5p-13 * r) +
                      r2 * (0x1.a019b90d2ae7ap-16 + 0x1.71de0dae63bb3p-19 * r);
  const double top = 0x1.289185613a3d6p-22 + 0x1.af38a9b0ec855p-26 * r;
  return low + r4 * (high + r4 * top);
}

/// e^r - 1 for |r| <= ln 2 / 2, within about one ulp also where r is tiny.
inline double expm1_near_zero(double r) {
  return r + r * r * bend(r);
}

/// e^(x + tail) / 2^n, for n the integer nearest to x / ln 2.
inline double exp_of_rest(double x, double tail, double n) {
  const double r = (x - n * ln2_high) + (tail - n * ln2_low);
  return 1 + expm1_near_zero(r);
}

/// Adding it rounds to an integer, which then stands in the low bits.
inline constexpr double shifter = 0x1.8p52;

/// e^(x + tail) for x <= 709, within about one ulp; `tail` is what rounding took from x. Below -746 it is 0.
inline double exp(double x, double tail = 0) {
  const bool vanishes = x < -746;
  x = vanishes ? -746 : x;
  tail = vanishes ? 0 : tail;
  const double shifted = x * log2_e + shifter;
  const double y = exp_of_rest(x, tail, shifted - shifter);
  // In two steps, so that a denormal result is rounded only once.
  const auto exponent = bit_cast<std::int64_t>(shifted) - bit_cast<std::int64_t>(shifter);
  const std::int64_t half = exponent >> 1;
  return y * power_of_two(half) * power_of_two(exponent - half);
}

/// The bits of exp(x, tail) for x <= 0, in fewer operations.
inline double weight(double x, double tail) {
  // The exponent of the result, raised so that a denormal is still an ordinary number, and rounded only once.
  constexpr double raised_shifter = shifter + 64;
  const double shifted = x * log2_e + raised_shifter;
  const double y = exp_of_rest(x, tail, shifted - raised_shifter);
  const std::uint64_t raised = bit_cast<std::uint64_t>(y) + (bit_cast<std::uint64_t>(shifted) << 52);
  return x < -746 ? 0 : bit_cast<double>(raised) * 0x1p-64;
}

/// log(1 + x) for x >= -0.29.
double log1p(double x);

/// log(x) for finite x > 0.
double log(double x);

}  // namespace LOGITS_INSTRUCTION_SET
}  // namespace logits::kernels
