#include "src/core/kernels/elementary.hpp"

#include "tests/catch.hpp"
#include "tests/reference/reference.hpp"

#include <limits>
#include <string>

namespace kernels = logits::kernels;
using reference::ulps;
using reference::Worst;

constexpr double infinity = std::numeric_limits<double>::infinity();

// A distance of 1 from the exact value rounded to double means an error of at most 1.5 ulp.

TEST_CASE("exp is within 1.5 ulp of the exact value, with a tail and without") {
  const nlohmann::json rows = reference::read("elementary_vectors.json")["exp"];
  REQUIRE(rows.size() == 274);
  Worst worst;
  for (const auto& row : rows) {
    worst.see(ulps(kernels::exp(row[0], row[1]), row[2]), "exp of " + row.dump());
  }
  INFO(worst.place);
  CHECK(worst.distance <= 1);
}

TEST_CASE("weight has the bits of exp, down to the denormals and to zero") {
  for (double x = 0; x > -760; x -= 0x1.a5p-7) {
    for (const double tail : {0.0, x * 0x1p-54, x * -0x1.8p-54}) {
      INFO(x << " and " << tail);
      REQUIRE(kernels::weight(x, tail) == kernels::exp(x, tail));
    }
  }
  for (const double x :
       {-0.0, -5e-324, -1e-300, -745.1332191019411, -745.1332191019412, -746.0, -1e290, -infinity}) {
    INFO(x);
    CHECK(kernels::weight(x, 0) == kernels::exp(x));
  }
  CHECK(kernels::weight(-1e200, -1e180) == 0);
}

TEST_CASE("log1p is within 1.5 ulp of the exact value, from the smallest double up") {
  const nlohmann::json rows = reference::read("elementary_vectors.json")["log1p"];
  REQUIRE(rows.size() == 231);
  Worst worst;
  for (const auto& row : rows) {
    worst.see(ulps(kernels::log1p(row[0]), row[1]), "log1p of " + row.dump());
  }
  INFO(worst.place);
  CHECK(worst.distance <= 1);
}

TEST_CASE("log is within 1.5 ulp of the exact value, on both sides of 1") {
  const nlohmann::json rows = reference::read("elementary_vectors.json")["log"];
  REQUIRE(rows.size() == 231);
  Worst worst;
  for (const auto& row : rows) {
    worst.see(ulps(kernels::log(row[0]), row[1]), "log of " + row.dump());
  }
  INFO(worst.place);
  CHECK(worst.distance <= 1);
}

TEST_CASE("exp, log and log1p are exact where the answer is") {
  CHECK(kernels::exp(0) == 1);
  CHECK(kernels::log(1) == 0);
  CHECK(kernels::log1p(0) == 0);
  CHECK(kernels::exp(-std::numeric_limits<double>::infinity()) == 0);
}

TEST_CASE("the largest exponent that gives zero is about -745.13") {  // ln 2^-1075 = -745.1332191019411…
  CHECK(kernels::exp(-745.1332191019411) == 0x1p-1074);
  CHECK(kernels::exp(-745.1332191019412) == 0);
}
