#include "logits/divergence.hpp"
#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using logits::Agreement;
using logits::Candidates;
using logits::Divergence;

namespace {

Candidates row(const std::vector<double>& logits) {
  return Candidates::from(logits);
}

Divergence between(const std::vector<double>& a, const std::vector<double>& b) {
  return logits::divergence(row(a), row(b));
}

bool near(double a, double b) {
  return std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b));
}

/// Pairs of rows of every size: from a millionth of a millionth apart to unrelated.
template <typename Law>
void for_every_pair(Law law) {
  rows::Dice dice(12);
  for (const std::vector<double>& a : rows::all()) {
    for (const double size : {1e-12, 1e-6, 1e-2, 1.0, 30.0}) {
      std::vector<double> b = a;
      for (double& logit : b) logit += dice(-size, size);
      INFO(a.size() << " logits from " << a[0] << ", moved by up to " << size);
      law(a, b);
    }
  }
}

}  // namespace

TEST_CASE("a row is at distance exactly zero from itself and from itself plus a constant, and agrees") {
  for (const std::vector<double>& a : rows::all()) {
    std::vector<double> moved = a;
    for (double& logit : moved) logit += 1024;
    for (const std::vector<double>& b : {a, moved}) {
      const Divergence found = between(a, b);
      REQUIRE(found.kl + found.kl_reverse + found.js + found.tv + found.logp_rms + found.logp_max == 0);
      REQUIRE(std::all_of(found.tokens.begin(), found.tokens.end(),
                          [](const auto& token) { return token.change == 0 && token.log_ratio == 0; }));
      const Agreement agreement = logits::agreement(row(a), row(b));
      REQUIRE(agreement.top1 == 1);
      REQUIRE(agreement.top5 == 1);
      REQUIRE(agreement.top10 == 1);
      REQUIRE(agreement.rank_change == 0);
    }
  }
}

TEST_CASE("A against B mirrors B against A") {
  for_every_pair([](const std::vector<double>& a, const std::vector<double>& b) {
    const Divergence there = between(a, b), back = between(b, a);
    REQUIRE(near(there.js, back.js));
    REQUIRE(near(there.tv, back.tv));
    REQUIRE(near(there.kl, back.kl_reverse));
    REQUIRE(near(there.logp_rms, back.logp_rms));
    REQUIRE(logits::agreement(row(a), row(b)).top10 == logits::agreement(row(b), row(a)).top10);
  });
}

TEST_CASE("divergences keep their bounds, and Pinsker's inequality holds") {
  for_every_pair([](const std::vector<double>& a, const std::vector<double>& b) {
    const Divergence found = between(a, b);
    REQUIRE(found.kl >= 0);
    REQUIRE(found.kl_reverse >= 0);
    REQUIRE(found.js >= 0);
    REQUIRE(found.js <= std::log(2));
    REQUIRE(found.tv >= 0);
    REQUIRE(found.tv <= 1);
    REQUIRE(found.tv <= std::sqrt(std::min(found.kl, found.kl_reverse) / 2) * (1 + 1e-12));
    REQUIRE(found.js <= found.tv * std::log(2) * (1 + 1e-12));  // Lin 1991
    REQUIRE(found.logp_rms <= found.logp_max * (1 + 1e-12));
  });
}

TEST_CASE("shuffling the tokens of both rows changes nothing beyond rounding") {
  rows::Dice dice(13);
  for_every_pair([&dice](const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> moved_a, moved_b;
    for (const std::size_t i : rows::shuffled(a.size(), dice)) {
      moved_a.push_back(a[i]);
      moved_b.push_back(b[i]);
    }
    const Divergence before = between(a, b), after = between(moved_a, moved_b);
    REQUIRE(near(before.kl, after.kl));
    REQUIRE(near(before.kl_reverse, after.kl_reverse));
    REQUIRE(near(before.js, after.js));
    REQUIRE(near(before.tv, after.tv));
  });
}

TEST_CASE("changes of probability add up to zero") {
  for_every_pair([](const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0, sum_of_sizes = 0;
    for (const auto& token : between(a, b).tokens) {
      sum += token.change;
      sum_of_sizes += std::abs(token.change);
    }
    REQUIRE(std::abs(sum) <= 1e-13 * sum_of_sizes);
  });
}

TEST_CASE("a token banned on both sides changes nothing") {
  for_every_pair([](std::vector<double> a, std::vector<double> b) {
    const Divergence before = between(a, b);
    a.insert(a.begin(), -std::numeric_limits<double>::infinity());
    b.insert(b.begin(), -std::numeric_limits<double>::infinity());
    const Divergence after = between(a, b);
    REQUIRE(before.kl == after.kl);
    REQUIRE(before.js == after.js);
    REQUIRE(before.tv == after.tv);
  });
}
