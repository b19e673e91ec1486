#pragma once

#include <algorithm>
#include <bit>
#include <cfloat>
#include <cstdint>

/// exp, log and log1p with a fixed order of operations: the same bits from every compiler, at every
/// optimisation level, on every CPU. (libm's differ between versions and machines, and a draw must not.)
/// Compile with -ffp-contract=off.
namespace logits::kernels {

static_assert(FLT_EVAL_METHOD == 0, "needs plain double arithmetic: on 32-bit x86 add -msse2 -mfpmath=sse");

inline constexpr double ln2_high = 0x1.62e42feep-1;  // 21 trailing zero bits: a multiple up to 2^20 is exact
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;
inline constexpr double log2_e = 0x1.71547652b82fep+0;

/// 2^n for -1022 <= n <= 1023.
inline double power_of_two(std::int64_t n) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52);
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

/// e^(x + tail) for x <= 709, within about one ulp; `tail` is what rounding took from x. Below -746 it is 0.
inline double exp(double x, double tail = 0) {
  const bool vanishes = x < -746;
  x = vanishes ? -746 : x;
  tail = vanishes ? 0 : tail;
  constexpr double shifter = 0x1.8p52;  // adding it rounds to an integer, which then stands in the low bits
  const double shifted = x * log2_e + shifter;
  const double n = shifted - shifter;
  const double r = (x - n * ln2_high) + (tail - n * ln2_low);
  const double y = 1 + expm1_near_zero(r);
  // In two steps, so that a denormal result is rounded only once.
  const auto exponent = std::bit_cast<std::int64_t>(shifted) - std::bit_cast<std::int64_t>(shifter);
  const std::int64_t half = exponent >> 1;
  return y * power_of_two(half) * power_of_two(exponent - half);
}

/// log(1 + x) for x >= -0.29.
double log1p(double x);

/// log(x) for finite x > 0.
double log(double x);

}  // namespace logits::kernels
