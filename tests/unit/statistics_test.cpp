#include "logits/statistics.hpp"

#include "tests/catch.hpp"

#include <cfloat>
#include <cmath>
#include <limits>

using logits::Statistics;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Statistics of(std::initializer_list<double> values) {
  Statistics statistics;
  for (const double value : values) statistics.add(value);
  return statistics;
}

}  // namespace

TEST_CASE("mean, standard error and root mean square of 1 2 3 4, by hand") {
  const Statistics statistics = of({4, 1, 3, 2});
  CHECK(statistics.mean() == 2.5);
  CHECK(statistics.standard_error() == std::sqrt(5.0 / 3 / 4));  // variance 5/3
  CHECK(statistics.root_mean_square() == std::sqrt(7.5));
}

TEST_CASE("percentiles interpolate between the two nearest values, as numpy does") {
  const Statistics statistics = of({4, 1, 3, 2});
  CHECK(statistics.percentiles({0, 0.5, 0.9, 1}) == std::vector<double>{1, 2.5, 3.7, 4});  // numpy.percentile
  CHECK(of({7}).percentiles({0, 0.5, 0.999, 1}) == std::vector<double>{7, 7, 7, 7});
}

TEST_CASE("equal values have exactly their value everywhere and no standard error") {
  const Statistics statistics = of({1, 1, 1});
  CHECK(statistics.mean() == 1);
  CHECK(statistics.standard_error() == 0);
  CHECK(statistics.percentiles({0.1, 0.99}) == std::vector<double>{1, 1});
}

TEST_CASE("an infinite value makes the mean infinite, and the finite ones keep one of their own") {
  const Statistics statistics = of({1, infinity, 3});
  CHECK(statistics.mean() == infinity);
  CHECK(statistics.infinite() == 1);
  CHECK(statistics.finite_mean() == 2.0);
  CHECK(!statistics.standard_error());
  CHECK(statistics.root_mean_square() == infinity);
  CHECK(statistics.percentiles({0.5, 0.7, 0.9}) == std::vector<double>{3, 3, infinity});
}

TEST_CASE("infinite values of both signs have no mean, and no values have none either") {
  CHECK(!of({infinity, -infinity}).mean());
  CHECK(!of({}).mean());
  CHECK(!of({infinity}).finite_mean());
  CHECK(!of({5}).standard_error());
}

TEST_CASE("perplexity is e to the nats, as far as doubles go") {  // mpmath
  CHECK(logits::perplexity(0) == 1);
  CHECK(std::abs(logits::perplexity(1) - 2.718281828459045) < 1e-15);
  CHECK(std::abs(logits::perplexity(709.5) / 1.3549863193146328e308 - 1) < 1e-15);
  CHECK(logits::perplexity(709.79) == infinity);
  CHECK(logits::perplexity(infinity) == infinity);
  CHECK(logits::perplexity(-infinity) == 0);
}

TEST_CASE("sums and squares neither overflow nor vanish") {
  CHECK(of({DBL_MAX, DBL_MAX}).mean() == DBL_MAX);
  CHECK(of({DBL_MAX, DBL_MAX}).root_mean_square() == DBL_MAX);
  CHECK(of({DBL_MAX, -DBL_MAX}).standard_error() == DBL_MAX);
  CHECK(std::abs(*of({1e-300, 3e-300}).standard_error() - 1e-300) < 1e-315);
  CHECK(of({5e-324, 5e-324}).mean() == 5e-324);
}
