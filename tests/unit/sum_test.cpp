#include "src/core/kernels/sum.hpp"

#include "tests/catch.hpp"

#include <vector>

using logits::kernels::Pair;
using logits::kernels::Sum;

namespace {

Pair sum(const std::vector<double>& values) {
  Sum total;
  for (std::size_t i = 0; i < values.size(); ++i) total.add(i, values[i]);
  return total.total();
}

}  // namespace

TEST_CASE("two_sum gives what rounding takes from a sum") {
  const Pair sum = logits::kernels::two_sum(1, 0x1p-60);
  CHECK(sum.high == 1);
  CHECK(sum.low == 0x1p-60);
}

TEST_CASE("two_sum does not mind which number is larger") {
  const Pair sum = logits::kernels::two_sum(0x1p-60, 1);
  CHECK(sum.high == 1);
  CHECK(sum.low == 0x1p-60);
}

TEST_CASE("a sum keeps a small rest next to a large number, in the same lane and in another") {
  std::vector<double> values(33, 0x1p-70);
  values[0] = 1;
  const Pair total = sum(values);
  CHECK(total.high == 1);
  CHECK(total.low == 32 * 0x1p-70);
}

TEST_CASE("a sum of nothing is zero") {
  const Pair total = sum({});
  CHECK(total.high == 0);
  CHECK(total.low == 0);
}

TEST_CASE("a sum counts every element, whatever their number") {
  for (std::size_t n = 0; n <= 70; ++n) {
    INFO(n);
    CHECK(sum(std::vector<double>(n, 1)).high == static_cast<double>(n));
  }
}

TEST_CASE("a sum is right to the last digit where adding one by one is not") {
  // A million times 0.1, which is 0x1.999999999999ap-4: 100000.00000000000555… rounds to 100000.
  const Pair total = sum(std::vector<double>(1'000'000, 0.1));
  CHECK(total.high + total.low == 100000);
}
