#include "src/io/result.hpp"

#include "logits/chain.hpp"
#include "logits/random.hpp"
#include "src/io/leaders.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using logits::TokenId;
using logits::io::Result;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Six tokens, of which 1, 4 and 5 are kept.
Result three_of_six() {
  Result result;
  result.chain = {.steps = {logits::Bias{}}};
  result.row.logits = {1, 3, 1.5, 0, 2, 2};
  result.distribution = {.ids = {1, 4, 5}, .p = {0.5, 0.25, 0.25}, .logp = {-0.7, -1.4, -1.4}, .entropy = 1};
  return result;
}

}  // namespace

TEST_CASE("a token that is not kept has no probability") {
  const Result result = three_of_six();
  const std::vector<double> p = {0, 0.5, 0, 0, 0.25, 0.25};
  for (TokenId id = 0; id < p.size(); ++id) {
    CHECK(result.p(id) == p[id]);
    CHECK(result.is_kept(id) == (p[id] > 0));
    CHECK((result.logp(id) == -infinity) == (p[id] == 0));
  }
}

TEST_CASE("what became of a token is found when somebody asks, and once for all of them") {
  static int searches;
  searches = 0;
  Result result = three_of_six();
  result.find_fates = [](const Result& all) {
    ++searches;
    return std::vector<std::size_t>(all.row.logits.size(), 2);
  };
  CHECK(result.fate(1) == Result::kept);
  CHECK(searches == 0);
  CHECK(result.fate(0) == 2);
  CHECK(result.fate(3) == 2);
  CHECK(searches == 1);
}

TEST_CASE("leaders are by probability and those that are cut by logit, the earlier first of equals") {
  using Ids = std::vector<TokenId>;
  CHECK(logits::io::leaders_first(three_of_six(), 2) == Ids{1, 4});
  CHECK(logits::io::leaders_first(three_of_six(), 4) == Ids{1, 4, 5, 2});
  CHECK(logits::io::leaders_first(three_of_six(), 99) == Ids{1, 4, 5, 2, 0, 3});
}

TEST_CASE("the first leaders are the first of all of them, however many are wanted") {
  Result result;
  result.chain = {.steps = {logits::Bias{}}};
  const logits::Random random{.seed = 7};
  for (std::size_t i = 0; i < 200; ++i)  // many ties
    result.row.logits.push_back(std::floor(10 * random(logits::Stream::draw, i)));
  result.distribution =
      logits::softmax(logits::candidates_after({.steps = {logits::TopK{120}}}, result.row.logits));
  const std::vector<TokenId> all = logits::io::leaders_first(result, 200);
  std::vector<TokenId> sorted(200);
  std::iota(sorted.begin(), sorted.end(), TokenId{0});
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](TokenId a, TokenId b) { return result.row.logits[a] > result.row.logits[b]; });
  CHECK(all == sorted);
  for (std::size_t count = 0; count <= 200; ++count) {
    const auto first = logits::io::leaders_first(result, count);
    REQUIRE(std::equal(first.begin(), first.end(), all.begin(),
                       all.begin() + static_cast<std::ptrdiff_t>(count)));
  }
}

TEST_CASE("those beside the ones shown are summed up") {
  CHECK(logits::io::p_beside(three_of_six(), {4, 0}) == 0.75);
  CHECK(logits::io::p_beside(three_of_six(), {}) == 1);
}
