#include "src/core/threshold.hpp"

#include "tests/catch.hpp"

#include <vector>

using logits::Candidates;
using logits::keep;
using logits::Threshold;

TEST_CASE("the threshold of the two largest is the second largest key") {
  const Threshold two = logits::largest(std::vector{1.0, 5.0, 3.0, 2.0}, 2);
  CHECK(two.key == 3);
  CHECK(two.ties == 1);
}

TEST_CASE("the threshold counts how many of the keys equal to it stay") {
  const Threshold three = logits::largest(std::vector{2.0, 2.0, 5.0, 2.0, 1.0}, 3);
  CHECK(three.key == 2);
  CHECK(three.ties == 2);
}

TEST_CASE("zeros of both signs are one key") {
  const Threshold two = logits::largest(std::vector{-0.0, 0.0, -0.0}, 2);
  CHECK(two.key == 0);
  CHECK(two.ties == 2);
}

TEST_CASE("keeping takes what is above the key and the first of those equal to it") {
  Candidates candidates{.ids = {1, 4, 5, 7, 9}, .logits = {10, 20, 30, 40, 50}};
  keep(candidates, std::vector{0.5, 0.7, 0.1, 0.5, 0.5}, {.key = 0.5, .ties = 2});
  CHECK(candidates == Candidates{.ids = {1, 4, 7}, .logits = {10, 20, 40}});
}

TEST_CASE("keeping may go by the candidates' own logits") {
  Candidates candidates{.ids = {0, 1, 2, 3}, .logits = {1, 3, 2, 3}};
  keep(candidates, candidates.logits, {.key = 2, .ties = 1});
  CHECK(candidates == Candidates{.ids = {1, 2, 3}, .logits = {3, 2, 3}});
}

TEST_CASE("keeping leaves the temperature alone") {
  Candidates candidates{.ids = {0, 1}, .logits = {1, 2}, .temperature = 0.5};
  keep(candidates, candidates.logits, {.key = 2, .ties = 1});
  CHECK(candidates.temperature == 0.5);
}
