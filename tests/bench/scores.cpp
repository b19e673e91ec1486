#include "tests/bench/scores.hpp"

#include <algorithm>
#include <random>

namespace logits::bench {

std::vector<double> flat_scores(std::size_t count) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::vector<double> scores(count);
  std::generate(scores.begin(), scores.end(), [&] { return normal(random); });
  return scores;
}

std::vector<double> peaked_scores(std::size_t count) {
  constexpr std::size_t leaders = 30;
  std::vector<double> scores = flat_scores(count);
  for (std::size_t i = 0; i < leaders; ++i)
    scores[(i + 1) * count / (leaders + 2)] += 20 - 0.3 * static_cast<double>(i);
  return scores;
}

}  // namespace logits::bench
