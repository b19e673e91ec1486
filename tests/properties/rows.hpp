#pragma once

#include "logits/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

/// Rows of logits that are the same in every run.
namespace rows {

/// An endless source of random numbers.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_{.seed = seed} {}

  /// In [low, high).
  double operator()(double low, double high) {
    return low + (high - low) * random_(logits::Stream::draw, index_++);
  }
  /// Below n.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>((*this)(0, static_cast<double>(n))); }

 private:
  logits::Random random_;
  std::uint64_t index_ = 0;
};

/// A random order of 0 … n - 1.
inline std::vector<std::size_t> shuffled(std::size_t n, Dice& dice) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
  return order;
}

/// Around every power of two, where blocks and lanes end.
inline std::vector<std::size_t> sizes() {
  return {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 70, 127, 128, 129, 255, 256, 257};
}

/// Multiples of 2^-16 from -32 to 32, no two equal: adding a whole number of a few digits to them is exact.
inline std::vector<double> distinct(std::size_t n, std::uint64_t seed) {
  Dice dice(seed);
  const double stratum = std::floor(64 * 0x1p16 / static_cast<double>(n));
  std::vector<double> logits;
  for (const std::size_t i : shuffled(n, dice)) {
    logits.push_back((std::floor(dice(0, stratum)) + static_cast<double>(i) * stratum) * 0x1p-16 - 32);
  }
  return logits;
}

/// Few values, each many times: halves from -2 to 2.
inline std::vector<double> tied(std::size_t n, std::uint64_t seed) {
  Dice dice(seed);
  std::vector<double> logits(n);
  for (double& logit : logits) logit = std::floor(dice(-4, 5)) / 2;
  return logits;
}

/// Rows with ties and without, of every size.
inline std::vector<std::vector<double>> all() {
  std::vector<std::vector<double>> rows;
  for (const std::size_t n : sizes()) {
    rows.push_back(distinct(n, n));
    rows.push_back(tied(n, n));
    rows.push_back(std::vector<double>(n, 0.5));
  }
  return rows;
}

/// Rows that selections have stumbled over: sorted, reversed, equal, two values, an organ pipe, one peak, and
/// all that is large in every 64th place, or at the end.
inline std::vector<std::vector<double>> adversaries(std::size_t n) {
  std::vector<double> rising(n), pipe(n), two(n), peak(n, -1), column(n), end(n);
  for (std::size_t i = 0; i < n; ++i) {
    rising[i] = static_cast<double>(i);
    pipe[i] = static_cast<double>(std::min(i, n - i));
    two[i] = static_cast<double>(i * 7 % 3 == 0);
    column[i] = static_cast<double>(i * 37 % 101) + (i % 64 == 5 ? 1000 : 0);
    end[i] = static_cast<double>(i * 37 % 101) + (i + 50 > n ? 1000 : 0);
  }
  peak[n / 2] = 1;
  return {rising,
          {rising.rbegin(), rising.rend()},
          std::vector<double>(n, -2.5),
          pipe,
          two,
          peak,
          column,
          end,
          distinct(n, 3),
          tied(n, 3)};
}

template <typename Law>
void for_every_adversary(Law law) {
  std::vector<std::size_t> sizes(70);
  std::iota(sizes.begin(), sizes.end(), std::size_t{1});
  sizes.insert(sizes.end(), {127, 128, 129, 255, 256, 257, 1023, 1024, 1025, 2047, 2048, 2049, 3135, 5000});
  for (const std::size_t n : sizes) {
    for (const std::vector<double>& row : adversaries(n)) law(row);
  }
}

}  // namespace rows
