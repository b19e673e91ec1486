#include "src/cli/tail.hpp"

#include "logits/random.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

using logits::Bias;
using logits::Candidates;
using logits::Chain;
using logits::default_chain;
using logits::Distribution;
using logits::find_step;
using logits::MinP;
using logits::refusal;
using logits::Temperature;
using logits::TokenId;
using logits::TopK;
using logits::TopP;
using logits::cli::candidates_after;
using logits::cli::distribution_of;
using logits::cli::Tail;
using logits::cli::tail_after;
using logits::io::Rest;
using logits::io::Row;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Lists -0.5 and -1.5; the rest holds 1 - 0.6065 - 0.2231 = 0.1703.
Row two_listed() {
  Row row;
  row.logits = {-0.5, -1.5, std::log(1 - std::exp(-0.5) - std::exp(-1.5))};
  row.logprobs = true;
  row.rest = Rest{-1.5};
  return row;
}

Chain steps(double temperature, std::uint64_t k, Bias bias = {}) {
  return {.steps = {std::move(bias), Temperature{temperature}, TopK{k}, TopP{}, MinP{}}};
}

/// Top-p and min-p after these.
Chain with(Chain chain, TopP top_p, MinP min_p = {}) {
  *find_step<TopP>(chain.steps) = top_p;
  *find_step<MinP>(chain.steps) = min_p;
  return chain;
}

Distribution result_of(const Row& row, const Chain& chain) {
  return distribution_of(row, chain, candidates_after(row, chain, {}));
}

struct Truncated {
  Row whole, listed;
};

/// A vocabulary of 40 random log-probs, sorted, and a list of its first n.
Truncated truncated(std::uint64_t seed, std::size_t n) {
  const logits::Random random{.seed = seed};
  std::vector<double> logits(40);
  for (std::size_t i = 0; i < logits.size(); ++i) logits[i] = 8 * random(logits::Stream::draw, i);
  std::sort(logits.rbegin(), logits.rend());
  Truncated both;
  both.whole.logits = logits::softmax(Candidates::from(logits)).logp;
  const auto end = both.whole.logits.begin() + static_cast<std::ptrdiff_t>(n);
  both.listed.logits.assign(both.whole.logits.begin(), end);
  const double mass = std::accumulate(end, both.whole.logits.end(), 0.0,
                                      [](double sum, double logp) { return sum + std::exp(logp); });
  both.listed.logits.push_back(std::log(mass));
  both.listed.rest = Rest{both.listed.logits[n - 1]};
  return both;
}

}  // namespace

TEST_CASE("a response that no step changes is taken as it is told") {
  Row row = two_listed();
  row.logits = {-0.105, -2.5, -infinity};  // together 0.9824: not divided by that
  const Distribution told = result_of(row, default_chain());
  CHECK(told.p == std::vector<double>{0.9003245225862656, 0.0820849986238988});  // mpmath
  CHECK(told.logp == std::vector<double>{-0.105, -2.5});
  CHECK(told.entropy == Approx(0.2997465714313046));  // mpmath: the sum of -p ln p
}

TEST_CASE("with biases alone the rest stays a block") {
  const Row row = two_listed();
  CHECK(tail_after(row, default_chain()) == Tail::block);
  CHECK(tail_after(row, steps(1, 0, {{{1, 2.0}}})) == Tail::block);
  CHECK(result_of(row, steps(1, 0, {{{1, 2.0}}})).ids == std::vector<TokenId>{0, 1, 2});
}

TEST_CASE("a temperature has to know every token of the rest") {
  const Row row = two_listed();
  CHECK(tail_after(row, steps(0.7, 0)) == Tail::unknown);
  CHECK(refusal([&] { candidates_after(row, steps(0.7, 0)); }) ==
        "temperature 0.7 needs tokens that the response does not list: it lists 2, which hold 0.8297 of the "
        "probability\n  hint: --top-k 2 or less keeps to those that are listed; --closed takes them for all "
        "the "
        "tokens there are");
}

TEST_CASE("a top-k that keeps to the listed cuts the rest, at any temperature") {
  const Row row = two_listed();
  CHECK(tail_after(row, steps(0.7, 2)) == Tail::cut);
  CHECK(tail_after(row, steps(0.7, 3)) == Tail::unknown);
  CHECK(tail_after(row, steps(0, 0)) == Tail::cut);
  CHECK(candidates_after(row, steps(0.7, 2)).ids == std::vector<TokenId>{0, 1});
  CHECK(candidates_after(row, steps(0, 0)).ids == std::vector<TokenId>{0});
}

TEST_CASE("a bias may let a token that is not listed past a listed one") {
  const Row row = two_listed();
  CHECK(tail_after(row, steps(1, 1, {{{0, -2.0}}})) == Tail::unknown);  // -2.5 and -1.5: both may be beaten
  CHECK(tail_after(row, steps(1, 1, {{{0, -0.5}}})) == Tail::cut);  // -1.0 is above all that is not listed
  CHECK(tail_after(row, steps(1, 2, {{{1, 1.0}}})) == Tail::cut);
  CHECK(tail_after(row, steps(1, 2, {{{0, 1.0}}})) == Tail::unknown);  // -1.5 may have an equal
  CHECK(tail_after(row, steps(0, 0, {{{0, -infinity}}})) == Tail::unknown);
}

TEST_CASE("a top-p that the listed reach cuts the rest, which counts in the whole") {
  const Row row = two_listed();
  CHECK(candidates_after(row, with(steps(1, 0), {0.6})).ids == std::vector<TokenId>{0});  // 0.6065
  CHECK(candidates_after(row, with(steps(1, 0), {0.61})).ids == std::vector<TokenId>{0, 1});
  CHECK(candidates_after(row, with(steps(1, 0), {0.82})).ids == std::vector<TokenId>{0, 1});  // 0.8297
  CHECK(tail_after(row, with(steps(1, 0), {0.84})) == Tail::unknown);
  CHECK(tail_after(row, with(steps(0.7, 0), {0.5})) == Tail::unknown);
  CHECK(tail_after(row, with(steps(0.7, 2), {0.99})) == Tail::cut);
  CHECK(refusal([&] { candidates_after(row, with(steps(1, 0), {0.84})); }).find("top-p 0.84 needs tokens") ==
        0);
}

TEST_CASE("under a bias the listed must be above all that is not listed for top-p") {
  const Row row = two_listed();
  // Of e^-1.5 + e^-1.5 + 0.1703 = 0.6166 each holds 0.3619, and one that is not listed may be equal.
  CHECK(tail_after(row, with(steps(1, 0, {{{0, -1.0}}}), {0.3})) == Tail::unknown);
  // Of e^-0.5 + e^1.5 + 0.1703 = 5.2585 the second holds 0.8523.
  CHECK(candidates_after(row, with(steps(1, 0, {{{1, 3.0}}}), {0.8})).ids == std::vector<TokenId>{1});
  CHECK(candidates_after(row, with(steps(1, 0, {{{1, 3.0}}}), {0.9})).ids == std::vector<TokenId>{0, 1});
  CHECK(tail_after(row, with(steps(1, 0, {{{0, -infinity}, {1, -infinity}}}), {0})) == Tail::unknown);
}

TEST_CASE("a min-p above the likeliest token that is not listed cuts the rest, at any temperature") {
  const Row row = two_listed();  // -1.5 is e^-1 = 0.3679 times as likely as -0.5
  CHECK(candidates_after(row, with(steps(1, 0), {}, {0.37})).ids == std::vector<TokenId>{0});
  CHECK(tail_after(row, with(steps(1, 0), {}, {0.36})) == Tail::unknown);
  CHECK(candidates_after(row, with(steps(0.5, 0), {}, {0.14})).ids ==
        std::vector<TokenId>{0});                                         // e^-2 = 0.1353
  CHECK(tail_after(row, with(steps(2, 0), {}, {0.6})) == Tail::unknown);  // e^-0.5 = 0.6065
  CHECK(tail_after(row, with(steps(1, 0, {{{0, -1.0}}}), {}, {1})) == Tail::unknown);
  CHECK(tail_after(row, with(steps(1, 0, {{{0, -infinity}, {1, -infinity}}}), {}, {1})) == Tail::unknown);
}

TEST_CASE("a rest without any probability is no rest") {
  Row row = two_listed();
  row.logits.back() = -infinity;
  CHECK(tail_after(row, steps(0.7, 0)) == Tail::none);
  CHECK(candidates_after(row, steps(0.7, 0)).ids == std::vector<TokenId>{0, 1});
}

TEST_CASE("closing takes the listed tokens for all there are") {
  Row row = two_listed();
  logits::cli::close(row);
  CHECK(row.logits == std::vector<double>{-0.5, -1.5});
  CHECK(tail_after(row, steps(0.7, 0)) == Tail::none);
}

TEST_CASE("what a truncated list answers is what the whole vocabulary answers") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto [whole, listed] = truncated(seed, 5);
    for (const auto& all :
         {steps(1, 0), steps(1, 0, {{{0, -3.0}, {4, 2.5}}}), steps(0.6, 4), steps(3, 5), steps(0, 0),
          steps(0.8, 2, {{{2, 4.0}}}), with(steps(1, 0), {0.3}), with(steps(1, 0), {0.6}),
          with(steps(1, 0, {{{1, 2.0}}}), {0.7}), with(steps(1, 0), {0.5}, {0.4}),
          with(steps(1, 0), {}, {0.5}), with(steps(0.4, 0), {}, {0.2}),
          with(steps(1, 0, {{{0, -3.0}}}), {}, {0.9}), with(steps(2, 5), {0.8}, {0.1})}) {
      CAPTURE(seed);
      if (tail_after(listed, all) == Tail::unknown) continue;
      const Distribution expected = result_of(whole, all), found = result_of(listed, all);
      for (TokenId id = 0; id < 5; ++id) CHECK(found.p_of(id) == Approx(expected.p_of(id)).epsilon(1e-12));
    }
  }
}
