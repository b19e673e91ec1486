#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "logits/softmax.hpp"
#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

using logits::Candidates;
using logits::Step;
using logits::Temperature;
using logits::TokenId;
using logits::TopK;

namespace {

constexpr double banned = -std::numeric_limits<double>::infinity();

std::vector<TokenId> kept(const std::vector<Step>& steps, const std::vector<double>& logits) {
  Candidates candidates = Candidates::from(logits);
  logits::run_chain({.steps = steps}, candidates);
  return candidates.ids;
}

/// Top-k by definition: a stable sort puts the earlier of equals first.
std::vector<TokenId> definition(const std::vector<double>& logits, std::size_t k) {
  std::vector<TokenId> ids(logits.size());
  std::iota(ids.begin(), ids.end(), TokenId{0});
  std::stable_sort(ids.begin(), ids.end(), [&](TokenId a, TokenId b) { return logits[a] > logits[b]; });
  ids.resize(std::min(k, ids.size()));
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

TEST_CASE("top-k keeps what sorting by size, then by place, would keep") {
  rows::for_every_adversary([](const std::vector<double>& row) {
    for (const std::size_t k :
         {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{40}, row.size() / 32, row.size() / 2,
          row.size() - 1, row.size(), row.size() + 1}) {
      if (k == 0) continue;  // off
      INFO("k = " << k << " of " << row.size() << " logits from " << row[0]);
      REQUIRE(kept({TopK{k}}, row) == definition(row, k));
    }
  });
}

TEST_CASE("what top-k keeps, it keeps for every larger k") {
  rows::for_every_adversary([](const std::vector<double>& row) {
    std::vector<TokenId> fewer;
    for (std::size_t k = 1; k <= row.size(); k = 2 * k + 1) {
      const std::vector<TokenId> more = kept({TopK{k}}, row);
      INFO("k = " << k << " of " << row.size() << " logits from " << row[0]);
      REQUIRE(std::includes(more.begin(), more.end(), fewer.begin(), fewer.end()));
      fewer = more;
    }
  });
}

TEST_CASE("top-k keeps the same tokens at every T above 0") {
  rows::for_every_adversary([](const std::vector<double>& row) {
    for (const double temperature : {5e-324, 0.1, 3.0, 1e308}) {
      REQUIRE(kept({Temperature{temperature}, TopK{5}}, row) == kept({TopK{5}}, row));
    }
  });
}

TEST_CASE("top-k 1 keeps what T = 0 keeps") {
  rows::for_every_adversary(
      [](const std::vector<double>& row) { REQUIRE(kept({TopK{1}}, row) == kept({Temperature{0}}, row)); });
}

TEST_CASE("top-k of the whole vocabulary is the same as no top-k, to the last bit") {
  rows::for_every_adversary([](const std::vector<double>& row) {
    Candidates candidates = Candidates::from(row);
    logits::run_chain({.steps = {TopK{row.size()}}}, candidates);
    REQUIRE(candidates == Candidates::from(row));
  });
}

TEST_CASE("a chain that begins with top-k or T = 0 gives what its steps give one after the other") {
  rows::for_every_adversary([](const std::vector<double>& row) {
    std::vector<double> every_third = row, nearly_all(row.size(), banned);
    for (std::size_t i = 0; i < row.size(); i += 3) every_third[i] = banned;
    every_third.back() = row.back();
    for (std::size_t i = row.size() / 2; i < row.size(); i += 700) nearly_all[i] = row[i];
    for (const std::vector<double>& logits : {row, every_third, nearly_all}) {
      for (const std::vector<Step>& steps : {std::vector<Step>{Temperature{0.8}, TopK{40}},
                                             {TopK{7}, Temperature{0.5}, TopK{5}},
                                             {Temperature{0}},
                                             {Temperature{2}, Temperature{0}, TopK{3}},
                                             {TopK{row.size() / 2}}}) {
        INFO(logits::describe(steps[0]) << " of " << row.size() << " logits from " << row[0]);
        Candidates expected = Candidates::from(logits);
        logits::run_chain({.steps = steps}, expected);
        REQUIRE(logits::candidates_after({.steps = steps}, logits) == expected);
      }
    }
  });
}

TEST_CASE("a chain that begins with top-k refuses what is no logit, and says where") {
  for (const std::size_t n : {70U, 5000U}) {
    for (const std::size_t place : {std::size_t{0}, std::size_t{69}, n / 2, n - 1}) {
      INFO(place << " of " << n);
      const auto error_of = [&](double logit) {
        std::vector<double> row(n, 1e308);
        row[place] = logit;
        try {
          logits::candidates_after({.steps = {TopK{2}}}, row);
        } catch (const logits::Error& error) {
          return std::string(error.what());
        }
        return std::string();
      };
      const std::string where = "logit " + std::to_string(place);
      CHECK(error_of(std::nan("")) == where + " is NaN");
      CHECK(error_of(std::numeric_limits<double>::infinity()) == where + " is plus infinity");
      CHECK(error_of(banned).empty());
    }
    const std::vector<double> all_banned(n, banned);
    CHECK_THROWS_WITH(logits::candidates_after({.steps = {TopK{2}}}, all_banned), "every token is banned");
  }
}

TEST_CASE("logits that overflow in a sum are no reason to refuse them") {
  std::vector<double> row(5000, 1.7e308);
  for (std::size_t i = 0; i < row.size(); i += 2) row[i] = -1.7e308;
  row[4000] = banned;
  CHECK(logits::candidates_after({.steps = {TopK{2}}}, row).ids == std::vector<TokenId>{1, 3});
  CHECK(Candidates::from(row).ids.size() == 4999);
}

TEST_CASE("top-k of a million equal logits keeps the first") {
  const std::vector<double> row(1'000'000, 1);
  std::vector<TokenId> first(1000);
  std::iota(first.begin(), first.end(), TokenId{0});
  CHECK(kept({TopK{1000}}, row) == first);
}
