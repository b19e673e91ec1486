#include "logits/softmax.hpp"
#include "tests/bench/instruction_sets.hpp"
#include "tests/bench/race.hpp"
#include "tests/bench/scores.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace {

namespace bench = logits::bench;

/// As anybody would write it.
std::vector<double> naive_softmax(std::span<const double> logits) {
  const double largest = *std::max_element(logits.begin(), logits.end());
  std::vector<double> p(logits.size());
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += p[i] = std::exp(logits[i] - largest);
  for (double& each : p) each /= sum;
  return p;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = bench::seconds_of_each_race(argc, argv);
  const std::vector<double> scores = bench::flat_scores(bench::vocabulary);
  const auto candidates = logits::Candidates::from(scores);

  std::vector<bench::Contender> contenders = bench::on_each_instruction_set(
      "softmax: p, log p, entropy", [&] { return logits::softmax(candidates).p.back(); });
  contenders.push_back({"naive std::exp loop: p", [&] {
                          return naive_softmax(scores).back();
                        }});
  bench::race({.name = "Softmax of 128,256 doubles",
               .elements = bench::vocabulary,
               .element = "element",
               .tolerance = 1e-12},
              contenders, seconds);
}
