#include "logits/divergence.hpp"

#include "logits/chain.hpp"
#include "tests/catch.hpp"
#include "tests/reference/reference.hpp"

#include <cfloat>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using logits::Agreement;
using logits::Candidates;
using logits::Divergence;
using logits::divergence;
using logits::TokenChange;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Candidates row(const std::vector<double>& logits, double temperature = 1) {
  Candidates candidates = Candidates::from(logits);
  logits::run_chain({.steps = {logits::Temperature{temperature}}}, candidates);
  return candidates;
}

double error_of(double found, double exact) {
  if (found == exact) return 0;
  return std::abs(found - exact) / std::abs(exact);
}

}  // namespace

TEST_CASE("divergences are within 1e-14 of the exact values, down to 1e-24 and with bans") {
  const nlohmann::json vectors = reference::read("divergence_vectors.json");
  REQUIRE(vectors.size() == 64);
  reference::Worst worst;
  for (const auto& vector : vectors) {
    const Divergence found = divergence(row(reference::numbers(vector["a"]), vector["temperature"]),
                                        row(reference::numbers(vector["b"]), vector["temperature"]));
    const auto see = [&](const char* name, double value) {
      const auto& expected = vector["exact"][name];
      const double exact = expected.is_string() ? infinity : expected.get<double>();
      worst.see(error_of(value, exact), name + std::string(" of ") + vector.dump());
    };
    see("kl", found.kl);
    see("kl_reverse", found.kl_reverse);
    see("js", found.js);
    see("tv", found.tv);
    see("entropy_a", found.entropy_a);
    see("entropy_b", found.entropy_b);
    see("logp_rms", found.logp_rms);
    see("logp_max", found.logp_max);
  }
  INFO(worst.distance << " for " << worst.place);
  CHECK(worst.distance < 1e-14);
}

TEST_CASE("divergences are what scipy.special.rel_entr gives, as far as its digits go") {
  std::size_t compared = 0;
  for (const auto& vector : reference::read("divergence_vectors.json")) {
    if (!vector.contains("scipy")) continue;
    const Divergence found = divergence(row(reference::numbers(vector["a"]), vector["temperature"]),
                                        row(reference::numbers(vector["b"]), vector["temperature"]));
    const auto check = [&](const char* name, double value) {
      const auto& expected = vector["scipy"][name];
      INFO(name << " of " << vector.dump());
      CHECK(error_of(value, expected.is_string() ? infinity : expected.get<double>()) < 1e-9);
      ++compared;
    };
    check("kl", found.kl);
    check("kl_reverse", found.kl_reverse);
    check("js", found.js);
    check("tv", found.tv);
  }
  CHECK(compared > 100);
}

TEST_CASE("two coins by hand: p = 1/2 against p = 1/5") {
  // kl = ln(5/2)/2 + ln(5/8)/2 = ln(25/16)/2; reverse: 1/5 ln(2/5) + 4/5 ln(8/5)
  const Divergence found = divergence(row({0, 0}), row({0, std::log(4)}));
  CHECK(error_of(found.kl, std::log(25.0 / 16) / 2) < 1e-15);
  CHECK(error_of(found.kl_reverse, std::log(0.4) / 5 + std::log(1.6) * 4 / 5) < 4e-15);
  CHECK(error_of(found.tv, 0.3) < 1e-15);
  REQUIRE(found.tokens.size() == 2);
  CHECK(error_of(found.tokens[0].change, -0.3) < 1e-15);
  CHECK(error_of(found.tokens[0].log_ratio, std::log(0.4)) < 1e-15);
  CHECK(error_of(found.tokens[1].log_ratio, std::log(1.6)) < 1e-15);
}

TEST_CASE("equal rows, and rows that differ by a constant, have a divergence of exactly zero") {
  for (const double temperature : {1.0, 0.7, 1e-300}) {
    for (const double constant : {0.0, 5.0, -1000.0}) {
      const Divergence found =
          divergence(row({1, -3.5, 2.25, -40}, temperature),
                     row({1 + constant, -3.5 + constant, 2.25 + constant, -40 + constant}, temperature));
      CHECK(found.kl == 0);
      CHECK(found.kl_reverse == 0);
      CHECK(found.js == 0);
      CHECK(found.tv == 0);
      CHECK(found.logp_rms == 0);
      CHECK(found.logp_max == 0);
    }
  }
}

TEST_CASE("a token that only A has makes KL(A || B) infinite, and nothing else") {
  const Divergence found = divergence(row({0, 0, 0}), row({0, 0, -infinity}));
  CHECK(found.kl == infinity);
  CHECK(error_of(found.kl_reverse, std::log(1.5)) < 1e-15);  // B is 1/2, 1/2 where A is 1/3
  CHECK(error_of(found.tv, 1.0 / 3) < 1e-15);
  CHECK(found.only_a == 1);
  CHECK(found.only_b == 0);
  CHECK(found.logp_max < 0.406);  // ln 1.5 = 0.4055: the banned token does not count
  const TokenChange& banned = found.tokens[2];
  CHECK(banned.log_ratio == -infinity);
  CHECK(banned.logp_b == -infinity);
}

TEST_CASE("a token that is only in A counts where its probability rounds to zero, too") {
  CHECK(divergence(row({0, -1000}), row({0, -infinity})).kl == infinity);
  CHECK(divergence(row({0, -1000}), row({-1000, 0})).kl == 1000);
}

TEST_CASE("a token banned in both counts for nothing") {
  const Divergence found = divergence(row({1, -infinity, 2}), row({1, -infinity, 2}));
  CHECK(found.kl == 0);
  CHECK(found.tokens.size() == 2);
}

TEST_CASE("rows without a common token are as far apart as can be") {
  const Divergence found = divergence(row({0, -infinity}), row({-infinity, 0}));
  CHECK(found.kl == infinity);
  CHECK(found.kl_reverse == infinity);
  CHECK(found.tv == 1);
  CHECK(found.js == 0x1.62e42fefa39efp-1);  // ln 2
  CHECK(found.logp_rms == 0);
}

TEST_CASE("the ends of what a double holds give no NaN") {
  const std::vector<double> ends = {DBL_MAX, -DBL_MAX, 5e-324, 0, 1e300, -1e300};
  for (const double temperature : {1.0, 0.5, DBL_MAX, 5e-324}) {
    for (const double a : ends) {
      for (const double b : ends) {
        for (const double c : ends) {
          const Divergence found = divergence(row({a, b, 1}, temperature), row({b, c, -1}, temperature));
          INFO(a << ' ' << b << ' ' << c << " at " << temperature);
          CHECK(found.kl >= 0);
          CHECK(found.kl_reverse >= 0);
          CHECK((found.js >= 0 && found.js <= 0.6931471805599454));
          CHECK((found.tv >= 0 && found.tv <= 1));
          CHECK(found.logp_rms >= 0);
          CHECK(found.logp_max >= 0);
          for (const TokenChange& token : found.tokens)
            CHECK(!std::isnan(token.change + token.p_a + token.p_b));
        }
      }
    }
  }
}

TEST_CASE("a log-prob that overflows in one row only is an infinite difference, and no missing token") {
  const Divergence found = divergence(row({1e308, -1e308}), row({-1e308, 1e308}));
  CHECK(found.logp_max == infinity);
  CHECK(found.logp_rms == infinity);
  CHECK(found.kl == infinity);  // 2e308
  CHECK(found.only_a + found.only_b == 0);
  CHECK(found.tv == 1);
}

TEST_CASE("agreement is the part of A's leaders that B has, ties to the earlier token") {
  const Agreement same = logits::agreement(row({1, 2, 2}), row({1, 2, 2}));
  CHECK(same.leader_a == 1);
  CHECK(same.top1 == 1);
  CHECK(same.top5 == 1);  // of the three there are
  CHECK(same.rank_b == 1);
  CHECK(same.rank_change == 0);

  // A's order is 0 1 2 3 4 5, B's is 5 1 2 3 4 0.
  const Agreement other = logits::agreement(row({6, 5, 4, 3, 2, 1}), row({1, 5, 4, 3, 2, 6}));
  CHECK(other.leader_b == 5);
  CHECK(other.top1 == 0);
  CHECK(other.top5 == 0.8);
  CHECK(other.top10 == 1);
  CHECK(other.rank_b == 6);
  CHECK(other.rank_change == 10.0 / 6);
}

TEST_CASE("what B has cut ranks behind all that it has") {
  const Agreement found = logits::agreement(row({3, 2, 1}), row({-infinity, 2, 1}));
  CHECK(found.rank_b == 3);
  CHECK(found.top1 == 0);
  CHECK(found.top5 == 2.0 / 3);
  CHECK(found.rank_change == 4.0 / 3);  // 1 -> 3, 2 -> 1, 3 -> 2
}

TEST_CASE("ranks count every token of a large row") {
  std::vector<double> a(1000), b(1000);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = -static_cast<double>(i);
    b[i] = static_cast<double>(i);
  }
  const Agreement found = logits::agreement(row(a), row(b));
  CHECK(found.rank_b == 1000);
  CHECK(found.top10 == 0);
  CHECK(found.rank_change == 990);  // 1 -> 1000 ... 10 -> 991: 999, 997, ... 981
}
