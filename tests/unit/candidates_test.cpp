#include "logits/candidates.hpp"

#include "logits/error.hpp"
#include "tests/catch.hpp"

#include <cfloat>
#include <cmath>
#include <limits>
#include <vector>

using logits::Candidates;
using logits::Error;
using logits::Failure;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Error error_of(const std::vector<double>& logits) {
  try {
    Candidates::from(logits);
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("the logits were accepted");
}

}  // namespace

TEST_CASE("candidates are all tokens in input order, at temperature 1") {
  CHECK(Candidates::from(std::vector{3.2, -1.0, 2.5}) ==
        Candidates{.ids = {0, 1, 2}, .logits = {3.2, -1.0, 2.5}, .temperature = 1});
}

TEST_CASE("a banned token is no candidate, and the others keep their ids") {
  CHECK(Candidates::from(std::vector{-infinity, 1.0, -infinity, 0.5}) ==
        Candidates{.ids = {1, 3}, .logits = {1.0, 0.5}, .temperature = 1});
}

TEST_CASE("floats are the doubles of the same value") {
  CHECK(Candidates::from(std::vector{0.1F, -FLT_MAX, -std::numeric_limits<float>::infinity()}) ==
        Candidates{.ids = {0, 1}, .logits = {0x1.99999ap-4, -0x1.fffffep+127}, .temperature = 1});
}

TEST_CASE("the largest and the smallest doubles are logits like any other") {
  CHECK(Candidates::from(std::vector{DBL_MAX, -DBL_MAX, 5e-324}).logits ==
        std::vector{DBL_MAX, -DBL_MAX, 5e-324});
}

TEST_CASE("NaN is no logit") {
  const Error error = error_of({1, std::nan("")});
  CHECK(error.failure == Failure::input);
  CHECK(error.what() == std::string("logit 1 is NaN"));
}

TEST_CASE("plus infinity is no logit") {
  const Error error = error_of({infinity});
  CHECK(error.failure == Failure::input);
  CHECK(error.what() == std::string("logit 0 is plus infinity"));
}

TEST_CASE("NaN and plus infinity are found among floats too") {
  CHECK_THROWS_WITH(Candidates::from(std::vector{std::nanf("")}), "logit 0 is NaN");
  CHECK_THROWS_WITH(Candidates::from(std::vector{0.0F, std::numeric_limits<float>::infinity()}),
                    "logit 1 is plus infinity");
}

TEST_CASE("when every token is banned there is no answer") {
  const Error error = error_of({-infinity, -infinity});
  CHECK(error.failure == Failure::no_answer);
  CHECK(error.what() == std::string("every token is banned"));
}

TEST_CASE("no logits at all are no answer either") {
  CHECK(error_of({}).failure == Failure::no_answer);
}
