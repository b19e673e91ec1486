#include "logits/draw.hpp"
#include "src/io/format.hpp"
#include "tests/bench/race.hpp"
#include "tests/bench/scores.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace {

namespace bench = logits::bench;

constexpr std::size_t block = 1024;

/// The sum of the tokens drawn.
double draw(const logits::Distribution& distribution, std::uint64_t draws) {
  const logits::Random random{.seed = 1};
  const logits::Sampler sampler(distribution, draws);
  std::array<double, block> numbers;
  std::array<logits::TokenId, block> tokens;
  double sum = 0;
  for (std::uint64_t first = 0; first < draws; first += block) {
    const std::size_t count = std::min<std::uint64_t>(block, draws - first);
    random.fill(logits::Stream::draw, first, std::span(numbers).first(count));
    sampler.draw(std::span(numbers).first(count), std::span(tokens).first(count));
    for (std::size_t i = 0; i < count; ++i) sum += tokens[i];
  }
  return sum;
}

double draw_by_standard_library(const logits::Distribution& distribution, std::uint64_t draws) {
  std::discrete_distribution<std::size_t> sampler(distribution.p.begin(), distribution.p.end());
  std::mt19937_64 random(1);
  double sum = 0;
  for (std::uint64_t i = 0; i < draws; ++i) sum += static_cast<double>(sampler(random));
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = bench::seconds_of_each_race(argc, argv);
  for (const std::size_t tokens : {std::size_t{5}, std::size_t{40}, bench::vocabulary}) {
    const auto distribution = logits::softmax(logits::Candidates::from(bench::flat_scores(tokens)));
    for (const std::uint64_t draws : {1U, 10U, 1'000U, 1'000'000U}) {
      bench::race({.name = fmt::format("{} from {} tokens, with what has to be prepared",
                                       logits::io::counted(draws, "draw"), logits::io::grouped(tokens)),
                   .elements = static_cast<double>(draws),
                   .element = "draw",
                   .is_random = true},
                  {{"logits",
                    [&] {
                      return draw(distribution, draws);
                    }},
                   {"std::discrete_distribution, mt19937_64",
                    [&] {
                      return draw_by_standard_library(distribution, draws);
                    }}},
                  seconds);
    }
  }
}
