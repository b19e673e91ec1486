#include "logits/candidates.hpp"
#include "src/core/nucleus.hpp"
#include "src/core/threshold.hpp"
#include "tests/bench/instruction_sets.hpp"
#include "tests/bench/race.hpp"
#include "tests/bench/scores.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <span>
#include <string>
#include <vector>

namespace {

namespace bench = logits::bench;

constexpr std::size_t k = 40;

/// The k-th largest by a copy that `order` puts in order as far as the k-th.
double kth_largest(std::span<const double> scores, auto order) {
  std::vector<double> copy(scores.begin(), scores.end());
  order(copy.begin(), copy.begin() + k - 1, copy.end(), std::greater<>());
  return copy[k - 1];
}

/// The least likely token of those that reach p together, by sorting them all.
double least_likely_by_full_sort(std::span<const double> scores, double p) {
  std::vector<double> sorted(scores.begin(), scores.end());
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  std::vector<double> weights(sorted.size());
  std::transform(sorted.begin(), sorted.end(), weights.begin(),
                 [&](double score) { return std::exp(score - sorted.front()); });
  const double wanted = p * std::accumulate(weights.begin(), weights.end(), 0.0);
  std::size_t last = 0;
  for (double sum = weights[0]; sum < wanted; sum += weights[++last]) {
  }
  return sorted[last];
}

void race_top_k(const std::vector<double>& scores, double seconds) {
  std::vector<bench::Contender> contenders =
      bench::on_each_instruction_set("threshold", [&] { return logits::largest(scores, k).key; });
  contenders.push_back({"std::nth_element", [&] {
                          return kth_largest(scores, [](auto first, auto nth, auto last, auto greater) {
                            std::nth_element(first, nth, last, greater);
                          });
                        }});
  contenders.push_back({"std::partial_sort", [&] {
                          return kth_largest(scores, [](auto first, auto nth, auto last, auto greater) {
                            std::partial_sort(first, nth + 1, last, greater);
                          });
                        }});
  bench::race({.name = "Top-k 40 of 128,256", .elements = bench::vocabulary, .element = "element"},
              contenders, seconds);
}

void race_top_p(const std::string& shape, const std::vector<double>& scores, double seconds) {
  const auto candidates = logits::Candidates::from(scores);
  std::vector<bench::Contender> contenders =
      bench::on_each_instruction_set("threshold", [&] { return logits::nucleus(candidates, 0.95).key; });
  contenders.push_back({"full sort", [&] {
                          return least_likely_by_full_sort(scores, 0.95);
                        }});
  // Rounding may move the least likely token by a few of 128,256.
  bench::race({.name = "Top-p 0.95 of 128,256, " + shape,
               .elements = bench::vocabulary,
               .element = "element",
               .tolerance = 1e-3},
              contenders, seconds);
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = bench::seconds_of_each_race(argc, argv);
  const std::vector<double> peaked = bench::peaked_scores(bench::vocabulary);
  const std::vector<double> flat = bench::flat_scores(bench::vocabulary);
  race_top_k(flat, seconds);
  race_top_p("peaked", peaked, seconds);
  race_top_p("flat", flat, seconds);
}
