#include "src/core/nucleus.hpp"

#include "tests/catch.hpp"

#include <cfloat>
#include <cmath>
#include <limits>
#include <vector>

using logits::Candidates;
using logits::Threshold;
using logits::TokenId;

namespace {

/// The tokens that the nucleus keeps.
std::vector<TokenId> kept(const std::vector<double>& row, double p, double temperature = 1) {
  Candidates candidates = Candidates::from(row);
  candidates.temperature = temperature;
  keep(candidates, candidates.logits, logits::nucleus(candidates, p));
  return candidates.ids;
}

std::vector<double> logs(const std::vector<double>& weights) {
  std::vector<double> result;
  for (const double weight : weights) result.push_back(std::log(weight));
  return result;
}

}  // namespace

TEST_CASE("the nucleus is the fewest most likely tokens that reach p together") {
  const std::vector<double> row = logs({0.2, 0.4, 0.1, 0.3});
  CHECK(kept(row, 0.39) == std::vector<TokenId>{1});
  CHECK(kept(row, 0.41) == std::vector<TokenId>{1, 3});
  CHECK(kept(row, 0.69) == std::vector<TokenId>{1, 3});
  CHECK(kept(row, 0.71) == std::vector<TokenId>{0, 1, 3});
  CHECK(kept(row, 0.91) == std::vector<TokenId>{0, 1, 2, 3});
}

TEST_CASE("the nucleus is never empty, also for p = 0") {
  CHECK(kept({1, 3, 2}, 0) == std::vector<TokenId>{1});
  CHECK(kept({7}, 0.5) == std::vector<TokenId>{0});
}

TEST_CASE("a sum that is p exactly is enough") {
  CHECK(kept({0, 0, 0, 0}, 0.5) == std::vector<TokenId>{0, 1});
  for (const std::size_t n : {3U, 7U, 10U, 49U, 100U, 5000U}) {
    for (std::size_t k = 1; k < n; k += n / 3) {
      INFO(k << " of " << n);
      CHECK(kept(std::vector<double>(n, -2.5), static_cast<double>(k) / static_cast<double>(n)).size() == k);
    }
  }
}

TEST_CASE("of equals, the nucleus keeps the first") {
  CHECK(kept({0, 1, 0, 1, 0, 1}, 0.5) == std::vector<TokenId>{1, 3, 5});
  CHECK(kept({1, 1, 2, 1}, 0.6) == std::vector<TokenId>{0, 2});  // e : 1 : 1 : 1
}

TEST_CASE("the nucleus depends on the temperature") {
  CHECK(kept({3, 2, 1}, 0.8, 0.5) == std::vector<TokenId>{0});   // 0.867 : 0.117 : 0.016
  CHECK(kept({3, 2, 1}, 0.8, 1) == std::vector<TokenId>{0, 1});  // 0.665 : 0.245 : 0.090
  CHECK(kept({3, 2, 1}, 0.8, 10) == std::vector<TokenId>{0, 1, 2});
  CHECK(kept({3, 2, 1}, 0.99, 5e-324) == std::vector<TokenId>{0});
  CHECK(kept({DBL_MAX, 0, -DBL_MAX}, 0.6, DBL_MAX) == std::vector<TokenId>{0});  // 0.665 again
}

TEST_CASE("tokens in the tail count, however small each is") {
  // A leader of 1 and a million of e^-12 = 6.144e-6 each: together 7.144, so 0.9 is 6.43 of them.
  std::vector<double> row(1'000'001, -12);
  row[500'000] = 0;
  const auto few = kept(row, 0.9);
  CHECK(few.size() == 883'726);  // 1 + ceil((0.9 (1 + 10^6 e^-12) - 1) / e^-12) (mpmath)
  CHECK(few.front() == 0);
  CHECK(few.back() == 883'725);
}

TEST_CASE("logits as far apart as doubles can be have a nucleus") {
  std::vector<double> row(5000, -DBL_MAX);
  row[3] = DBL_MAX;
  row[4] = DBL_MAX;
  CHECK(kept(row, 0.7) == std::vector<TokenId>{3, 4});
  std::vector<double> denormal(5000);
  for (std::size_t i = 0; i < denormal.size(); ++i) denormal[i] = static_cast<double>(i) * DBL_TRUE_MIN;
  CHECK(kept(denormal, 0.5).front() == 2500);
}
