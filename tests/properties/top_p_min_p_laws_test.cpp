#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

using logits::Candidates;
using logits::MinP;
using logits::Step;
using logits::Temperature;
using logits::TokenId;
using logits::TopP;

namespace {

std::vector<TokenId> kept(const std::vector<Step>& steps, const std::vector<double>& logits) {
  return logits::candidates_after({.steps = steps}, logits).ids;
}

/// Top-p by definition, with probabilities rounded on the way: sort, and add from the top.
std::vector<TokenId> top_p_by_sorting(const std::vector<double>& logits, double t, double p) {
  Candidates candidates = Candidates::from(logits);
  Temperature{t}.apply(candidates);
  const logits::Distribution all = logits::softmax(candidates);
  std::vector<TokenId> ids = all.ids;
  std::stable_sort(ids.begin(), ids.end(), [&](TokenId a, TokenId b) { return logits[a] > logits[b]; });
  std::size_t count = 0;
  for (double sum = 0; count < ids.size() && (count == 0 || sum < p); ++count) sum += all.p_of(ids[count]);
  ids.resize(count);
  std::sort(ids.begin(), ids.end());
  return ids;
}

/// Min-p by definition.
std::vector<TokenId> min_p_by_odds(const std::vector<double>& logits, double t, double m) {
  const long double most = *std::max_element(logits.begin(), logits.end());
  std::vector<TokenId> ids;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (std::exp((logits[i] - most) / t) >= m) ids.push_back(static_cast<TokenId>(i));
  }
  return ids;
}

/// With ties and without, and with every third token banned.
template <typename Law>
void for_every_row(Law law) {
  for (const std::vector<double>& row : rows::all()) {
    law(row);
    std::vector<double> with_bans = row;
    for (std::size_t i = 1; i < row.size(); i += 3) with_bans[i] = -std::numeric_limits<double>::infinity();
    law(with_bans);
  }
}

}  // namespace

TEST_CASE("top-p keeps what sorting and adding from the top would keep") {
  for_every_row([](const std::vector<double>& row) {
    for (const double t : {0.3, 1.0, 7.0}) {
      for (const double p : {0.0, 0.1234, 0.5678, 0.9123}) {
        INFO("p = " << p << " of " << row.size() << " logits from " << row[0] << " at T = " << t);
        REQUIRE(kept({Temperature{t}, TopP{p}}, row) == top_p_by_sorting(row, t, p));
      }
    }
  });
}

TEST_CASE("min-p keeps what is at least m times as likely as the largest") {
  for_every_row([](const std::vector<double>& row) {
    for (const double t : {0.3, 1.0, 7.0}) {
      for (const double m : {1e-9, 0.0123, 0.2345, 0.6789, 1.0}) {
        INFO("m = " << m << " of " << row.size() << " logits from " << row[0] << " at T = " << t);
        REQUIRE(kept({Temperature{t}, MinP{m}}, row) == min_p_by_odds(row, t, m));
      }
    }
  });
}

TEST_CASE("what min-p keeps, it keeps for every smaller m") {
  for_every_row([](const std::vector<double>& row) {
    std::vector<TokenId> fewer;
    for (const double m : {1.0, 0.7, 0.2, 0.05, 1e-6, 1e-300}) {
      const std::vector<TokenId> more = kept({MinP{m}}, row);
      REQUIRE(std::includes(more.begin(), more.end(), fewer.begin(), fewer.end()));
      fewer = more;
    }
  });
}

TEST_CASE("top-p 0 keeps what T = 0 keeps") {
  for_every_row(
      [](const std::vector<double>& row) { REQUIRE(kept({TopP{0}}, row) == kept({Temperature{0}}, row)); });
}
