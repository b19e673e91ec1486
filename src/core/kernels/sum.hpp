#pragma once

#include "src/core/kernels/instruction_set.hpp"

#include <cstddef>

namespace logits::kernels {
inline namespace LOGITS_INSTRUCTION_SET {

/// A number and what rounding took from it: high + low.
struct Pair {
  double high = 0;
  double low = 0;
};

/// a + b exactly (Knuth's TwoSum; no order of magnitude needed).
inline Pair two_sum(double a, double b) {
  const double high = a + b;
  const double b_part = high - a;
  return {high, (a - (high - b_part)) + (b - b_part)};
}

/// A sum that loses no digits: 16 lanes, element i in lane i mod 16, each with what rounding took from it.
/// The lanes fix the order of addition for every vector width, so the result has the same bits everywhere.
class Sum {
 public:
  static constexpr std::size_t lanes = 16;

  /// `i` is the element's position in the row.
  void add(std::size_t i, double x) {
    const std::size_t lane = i % lanes;
    const Pair sum = two_sum(high_[lane], x);
    high_[lane] = sum.high;
    low_[lane] += sum.low;
  }

  /// Adds elements that begin at a position divisible by `lanes`.
  void add_all(const double* x, std::size_t size) {
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
#pragma GCC unroll 1  // g++ would unroll this first and then find no loop to vectorise
      for (std::size_t lane = 0; lane < lanes; ++lane) add(lane, x[i + lane]);
    }
    for (; i < size; ++i) add(i, x[i]);
  }

  Pair total() const {
    Pair sum;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const Pair next = two_sum(sum.high, high_[lane]);
      sum = {next.high, sum.low + (next.low + low_[lane])};
    }
    return sum;
  }

 private:
  double high_[lanes] = {};
  double low_[lanes] = {};
};

}  // namespace LOGITS_INSTRUCTION_SET
}  // namespace logits::kernels
