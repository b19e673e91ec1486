#include "logits/draw.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "tests/catch.hpp"
#include "tests/reference/chi_square.hpp"
#include "tests/reference/fnv1a.hpp"
#include "tests/reference/reference.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>

using logits::Candidates;
using logits::Distribution;
using logits::draw_without_replacement;
using logits::Lookup;
using logits::Random;
using logits::Sampler;
using logits::Stream;
using logits::TokenId;

namespace {

Distribution softmax_of(const std::vector<double>& logits) {
  return logits::softmax(Candidates::from(logits));
}

/// Exactly these probabilities.
Distribution exactly(const std::vector<double>& p) {
  Distribution distribution{.ids = {}, .p = p, .logp = {}, .entropy = 0};
  for (std::size_t i = 0; i < p.size(); ++i) {
    distribution.ids.push_back(static_cast<TokenId>(i));
    distribution.logp.push_back(std::log(p[i]));
  }
  return distribution;
}

/// The first step of "Once upon a time" by a real model of 512 tokens, sampled as asked.
Distribution real(const std::vector<logits::Step>& steps) {
  std::ifstream file(LOGITS_DATA "/stories260k/p1_s00.array.json");
  Candidates candidates = Candidates::from(nlohmann::json::parse(file).get<std::vector<double>>());
  logits::run_chain({.steps = steps}, candidates);
  return logits::softmax(candidates);
}

std::uint64_t hash(const std::vector<TokenId>& ids) {
  reference::Fnv1a fnv;
  for (const TokenId id : ids) fnv.add(id);
  return fnv.hash;
}

/// What every lookup draws.
TokenId draw(const Distribution& distribution, double u) {
  const TokenId token = Sampler(distribution, Lookup::scan).draw(u);
  for (const Lookup lookup : {Lookup::binary_search, Lookup::guide_table})
    REQUIRE(Sampler(distribution, lookup).draw(u) == token);
  return token;
}

std::vector<TokenId> draw(const Distribution& distribution, std::uint64_t count, const Random& random) {
  std::vector<double> numbers(count);
  random.fill(Stream::draw, 0, numbers);
  std::vector<TokenId> drawn(count);
  Sampler(distribution, count).draw(numbers, drawn);
  return drawn;
}

}  // namespace

TEST_CASE("a draw takes the first token whose cumulative probability exceeds u") {
  const Distribution distribution = exactly({0.25, 0.5, 0.25});
  CHECK(draw(distribution, 0) == 0);
  CHECK(draw(distribution, 0.25 - 0x1p-53) == 0);
  CHECK(draw(distribution, 0.25) == 1);
  CHECK(draw(distribution, 0.75 - 0x1p-53) == 1);
  CHECK(draw(distribution, 0.75) == 2);
  CHECK(draw(distribution, 1 - 0x1p-53) == 2);
}

TEST_CASE("a draw gives the token's id, not its place among the candidates") {
  CHECK(draw({.ids = {3, 8}, .p = {0.5, 0.5}, .logp = {}, .entropy = 0}, 0.5) == 8);
}

TEST_CASE("a token of probability zero is never drawn, whatever the random number") {
  for (const std::vector<double>& logits :
       {std::vector<double>{-1000, 0, -1000, 1, -1000}, {-1000, 1}, {1, -1000}}) {
    const Distribution distribution = softmax_of(logits);
    for (const double u : {0.0, 0x1p-53, 0.25, 0.5, 0.75, 1 - 0x1p-52, 1 - 0x1p-53}) {
      INFO(u << " of " << logits.size() << " tokens");
      CHECK(distribution.p[draw(distribution, u)] > 0);
    }
  }
}

TEST_CASE("the smallest random number draws the first token that can be drawn, the largest the last") {
  const Distribution distribution = softmax_of({-1000, 0, -1000, 1, -1000});
  CHECK(draw(distribution, 0) == 1);
  CHECK(draw(distribution, 1 - 0x1p-53) == 3);
}

TEST_CASE("a tiny first token is drawn by u = 0") {
  CHECK(draw(softmax_of({-700, 0}), 0) == 0);
  CHECK(draw(softmax_of({-700, 0}), 0x1p-53) == 1);
}

TEST_CASE("when the sum rounds below 1, the largest random number still draws a token") {
  // Three times 1/3, and forty-nine times 1/49, do not add up to 1 exactly.
  for (const std::size_t n : {3U, 6U, 10U, 49U, 1000U}) {
    INFO(n);
    CHECK(draw(softmax_of(std::vector<double>(n, 0)), 1 - 0x1p-53) == n - 1);
  }
}

TEST_CASE("when u times the total rounds up to the total, the last token with a probability is drawn") {
  CHECK(draw(exactly({0, 0x1p-1074, 0}), 1 - 0x1p-53) == 1);
}

TEST_CASE("draws from a real model's logits stay the same for ever") {
  // The hashes are those of make_golden_draws.py, a sampler of its own.
  const std::vector<TokenId> drawn =
      draw(real({logits::Temperature{0.8}, logits::TopK{40}}), 10'000, {.seed = 42});
  CHECK(hash(drawn) == 0x8d236f01bdf7dfa5);
}

TEST_CASE("draws from a flatter distribution stay the same for ever") {
  const std::vector<TokenId> drawn = draw(real({logits::Temperature{4}}), 10'000, {.seed = 42});
  CHECK(std::vector(drawn.begin(), drawn.begin() + 8) ==
        std::vector<TokenId>{349, 317, 385, 392, 410, 312, 403, 335});
  CHECK(hash(drawn) == 0x368dd18662600cc4);
}

TEST_CASE("the order without replacement stays the same for ever") {
  const std::vector<TokenId> drawn = draw_without_replacement(real({}), 512, {.seed = 42});
  CHECK(std::vector(drawn.begin(), drawn.begin() + 8) ==
        std::vector<TokenId>{403, 261, 385, 317, 410, 383, 320, 338});
  CHECK(hash(drawn) == 0x6ca6106d5da9c3c1);
}

TEST_CASE("drawing without replacement never repeats a token") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto drawn = draw_without_replacement(real({}), 512, {.seed = seed});
    REQUIRE(std::set(drawn.begin(), drawn.end()).size() == 512);
  }
}

TEST_CASE("the first m of n tokens without replacement are those of m") {
  const Distribution distribution = real({});
  const auto all = draw_without_replacement(distribution, 512, {.seed = 7});
  for (const std::uint64_t m : {0U, 1U, 2U, 17U, 511U}) {
    INFO(m);
    CHECK(draw_without_replacement(distribution, m, {.seed = 7}) ==
          std::vector(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(m)));
  }
}

TEST_CASE("the order without replacement is that of ln p - ln(-ln u), for few of many tokens too") {
  for (const double spread : {0.0, 1.0, 30.0, 800.0}) {  // the last with denormal and zero probabilities
    Candidates candidates;
    for (TokenId i = 0; i < 3000; ++i) {
      if (i % 7 == 3) continue;  // some tokens are gone
      candidates.ids.push_back(i);
      candidates.logits.push_back(spread * Random{.seed = 1}(Stream::coin, i));
    }
    const Distribution distribution = logits::softmax(candidates);
    std::vector<std::pair<double, TokenId>> keys;
    for (std::size_t i = 0; i < distribution.ids.size(); ++i) {
      const double u = Random{.seed = 9}(Stream::order, distribution.ids[i]);
      const double key = distribution.logp[i] - logits::log_of(-logits::log_of(u));
      if (distribution.p[i] > 0) keys.emplace_back(-key, distribution.ids[i]);
    }
    std::sort(keys.begin(), keys.end());
    std::vector<TokenId> expected;
    for (const auto& [key, id] : keys) expected.push_back(id);
    for (const std::size_t count : {0U, 1U, 2U, 40U, 300U, 1000U, 2000U}) {
      INFO(count << " of a spread of " << spread);
      CHECK(draw_without_replacement(distribution, count, {.seed = 9}) ==
            std::vector(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(count)));
    }
  }
}

TEST_CASE("the order without replacement of tokens that all have next to no probability") {
  Distribution distribution;
  for (TokenId i = 0; i < 1000; ++i) {
    distribution.ids.push_back(i);
    distribution.p.push_back(i < 999 ? 0x1p-1074 : 1);
    distribution.logp.push_back(i < 999 ? -744.5 + 1e-4 * i : 0);
  }
  const auto all = draw_without_replacement(distribution, 1000, {.seed = 2});
  for (const std::uint64_t m : {1U, 2U, 17U, 120U, 999U}) {
    CHECK(draw_without_replacement(distribution, m, {.seed = 2}) ==
          std::vector(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(m)));
  }
}

TEST_CASE("more tokens than can be drawn without replacement are no answer") {
  try {
    draw_without_replacement(softmax_of({0, 1, -1000}), 3, {});
    FAIL("three tokens were drawn");
  } catch (const logits::Error& error) {
    CHECK(error.failure == logits::Failure::no_answer);
    CHECK(error.what() == std::string("cannot draw 3 different tokens, only 2"));
  }
}

TEST_CASE("whether so many different tokens can be drawn is known before drawing") {
  CHECK_NOTHROW(logits::require_drawable(softmax_of({0, 1, -1000}), 2));
  CHECK_THROWS_WITH(logits::require_drawable(softmax_of({0, 1, -1000}), 3),
                    "cannot draw 3 different tokens, only 2");
}

TEST_CASE("the largest count there is cannot be drawn without replacement either") {
  CHECK_THROWS_AS(draw_without_replacement(softmax_of({0, 1}), ~std::uint64_t{0}, {}), logits::Error);
}

TEST_CASE("every order without replacement is as likely as drawing one after the other makes it") {
  // p of the order i, j, k, l is p_i · p_j / (1 - p_i) · p_k / (1 - p_i - p_j).
  const std::vector<double> p{0.4, 0.3, 0.2, 0.1};
  const Distribution distribution = exactly(p);
  constexpr std::uint32_t rows = 24'000;
  std::map<std::vector<TokenId>, double> seen;
  for (std::uint32_t row = 0; row < rows; ++row) {
    ++seen[draw_without_replacement(distribution, 4, {.seed = 11, .row = row})];
  }

  std::vector<double> counts, expected;
  std::vector<TokenId> order{0, 1, 2, 3};
  do {
    const double first = p[order[0]], second = p[order[1]], third = p[order[2]];
    counts.push_back(seen[order]);
    expected.push_back(rows * first * second / (1 - first) * third / (1 - first - second));
  } while (std::next_permutation(order.begin(), order.end()));
  CHECK(reference::chi_square(counts, expected) < 70.5);  // 23 degrees of freedom: once in a million (mpmath)
}

TEST_CASE("tokens are drawn as often as they are probable") {
  const Distribution distribution = exactly({0.5, 0.25, 0.125, 0.0625, 0.0625});
  std::vector<double> counts(5);
  for (const TokenId id : draw(distribution, 100'000, {.seed = 3})) ++counts[id];
  CHECK(reference::chi_square(counts, {50000, 25000, 12500, 6250, 6250}) <
        33.3);  // 4 degrees of freedom (mpmath)
}

TEST_CASE("a thousand equal tokens are drawn equally often") {
  std::vector<double> counts(1000);
  for (const TokenId id : draw(softmax_of(std::vector<double>(1000, 0)), 100'000, {.seed = 4})) ++counts[id];
  CHECK(reference::chi_square(counts, std::vector<double>(1000, 100)) <
        1226.0);  // 999 degrees of freedom (mpmath)
}

TEST_CASE("draws from a real model's logits follow their probabilities") {
  constexpr std::uint64_t draws = 100'000;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    INFO(seed);
    const Distribution distribution = real({logits::Temperature{4}});
    std::vector<double> counts(512), expected;
    for (const TokenId id : draw(distribution, draws, {.seed = seed})) ++counts[id];
    for (const double p : distribution.p) expected.push_back(p * static_cast<double>(draws));
    CHECK(reference::chi_square(counts, expected) < 677.5);  // at most 511 degrees of freedom (mpmath)
  }
}
