#include "src/core/descending.hpp"

#include "tests/catch.hpp"

#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

using logits::descending;
using Positions = std::vector<std::uint32_t>;

TEST_CASE("positions descend from the largest key to the smallest") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(descending(std::vector{2.0, -1.0, 3.0, -2.0, 0.5}) == Positions{2, 0, 4, 1, 3});
  CHECK(descending(std::vector{-DBL_MAX, 5e-324, -infinity, 0.0, DBL_MAX, -5e-324}) ==
        Positions{4, 1, 3, 5, 0, 2});
  CHECK(descending(std::vector<double>{}).empty());
}

TEST_CASE("of equal keys the earlier comes first, and zeros are equal") {
  CHECK(descending(std::vector{1.0, 7.0, 1.0, 7.0, 1.0}) == Positions{1, 3, 0, 2, 4});
  CHECK(descending(std::vector{-0.0, 0.0, -1.0, -0.0}) == Positions{0, 1, 3, 2});
}

TEST_CASE("keys that differ in their last digits alone are told apart") {
  std::vector<double> keys;
  for (std::size_t i = 0; i < 5000; ++i) keys.push_back(1 + static_cast<double>(i * 37 % 5000) * 0x1p-52);
  const Positions positions = descending(keys);
  for (std::size_t i = 0; i < 5000; ++i) REQUIRE(positions[i] * std::size_t{37} % 5000 == 4999 - i);
  for (double& key : keys) key = -key;
  CHECK(descending(keys) == Positions(positions.rbegin(), positions.rend()));
}
