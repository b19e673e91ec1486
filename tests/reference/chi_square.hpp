#pragma once

#include <cstddef>
#include <vector>

namespace reference {

/// How far counts are from what was expected: the sum of (count - expected)^2 / expected. Bins that expect
/// fewer than 5 are put together, as the test demands; the tests compare the result with the value that
/// chance exceeds once in a million times. Seeds are fixed, so nothing here can fail by chance.
inline double chi_square(const std::vector<double>& counts, const std::vector<double>& expected) {
  double statistic = 0;
  double rare_count = 0;
  double rare_expected = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (expected[i] < 5) {
      rare_count += counts[i];
      rare_expected += expected[i];
    } else {
      statistic += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
    }
  }
  if (rare_expected > 0)
    statistic += (rare_count - rare_expected) * (rare_count - rare_expected) / rare_expected;
  return statistic;
}

}  // namespace reference
