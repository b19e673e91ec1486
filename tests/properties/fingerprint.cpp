// Prints hashes of every bit that softmax, the draws, the divergences and the chains give for a few thousand
// rows, and fails where they are not the ones that all machines, compilers and optimisation levels have given
// so far. When the arithmetic or the scheme of the random numbers changes on purpose, the first number
// changes with it, and so do the draws of everybody.

#include "logits/chain.hpp"
#include "logits/divergence.hpp"
#include "logits/draw.hpp"
#include "logits/error.hpp"
#include "logits/instruction_set.hpp"
#include "logits/softmax.hpp"
#include "logits/statistics.hpp"
#include "tests/properties/parts.hpp"
#include "tests/properties/rows.hpp"
#include "tests/reference/fnv1a.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

constexpr std::uint64_t known = 0x1da4220ca78593a5;
constexpr std::uint64_t known_divergences = 0xbad386a61e1a2a25;
constexpr std::uint64_t known_long_rows = 0x8ae0869ff322e50d;
constexpr std::uint64_t known_chains = 0x1f685a9f6986b1e9;

/// Of any magnitude: from ties to the ends of what a double can hold.
std::vector<double> row_of_any_kind(rows::Dice& dice, std::size_t size) {
  constexpr double extremes[] = {DBL_MAX, -DBL_MAX, DBL_MIN, 5e-324, 0.0, -0.0, 1e16, -745.1, 709.8};
  std::vector<double> logits(size);
  const std::size_t kind = dice.below(4);
  const double magnitude = std::ldexp(1.0, static_cast<int>(dice.below(40)) - 20);
  for (double& logit : logits) {
    logit = kind == 0   ? dice(-20, 20)
            : kind == 1 ? dice(-1, 1) * magnitude
            : kind == 2 ? std::floor(dice(-4, 4))
                        : extremes[dice.below(std::size(extremes))];
  }
  return logits;
}

std::vector<logits::Step> steps_of_any_kind(rows::Dice& dice) {
  constexpr double temperatures[] = {1, 1, 0.7, 1.3, 0.1, 1e-3, 100, 5e-324, 1e-310, 1e300, DBL_MAX};
  const std::size_t temperature = dice.below(std::size(temperatures));
  const std::size_t k = dice.below(100);
  return {logits::Temperature{temperatures[temperature]}, logits::TopK{k < 50 ? k : 0}};
}

std::uint64_t fingerprint() {
  reference::Fnv1a fnv;
  for (std::uint32_t row = 0; row < 4000; ++row) {
    rows::Dice dice(row);
    logits::Candidates candidates = logits::Candidates::from(row_of_any_kind(dice, 1 + dice.below(80)));
    logits::run_chain({.steps = steps_of_any_kind(dice)}, candidates);
    const logits::Distribution distribution = logits::softmax(candidates);
    for (const double p : distribution.p) fnv.add(p);
    for (const double logp : distribution.logp) fnv.add(logp);
    fnv.add(distribution.entropy);

    const logits::Random random{.seed = 1, .row = row};
    const logits::Sampler sampler(distribution, 8);
    for (std::uint64_t i = 0; i < 8; ++i) fnv.add(sampler.draw(random(logits::Stream::draw, i)));
    const auto possible = static_cast<std::uint64_t>(
        std::count_if(distribution.p.begin(), distribution.p.end(), [](double p) { return p > 0; }));
    for (const auto id : logits::draw_without_replacement(distribution, possible, random)) fnv.add(id);
  }
  return fnv.hash;
}

std::uint64_t fingerprint_of_divergences() {
  reference::Fnv1a fnv;
  logits::Statistics js;
  for (std::uint32_t row = 0; row < 2000; ++row) {
    rows::Dice dice(row);
    const std::vector<double> a = row_of_any_kind(dice, 1 + dice.below(80));
    std::vector<double> b = a;
    const double size = std::ldexp(1.0, static_cast<int>(dice.below(60)) - 50);
    for (double& logit : b) logit = std::clamp(logit + dice(-size, size), -DBL_MAX, DBL_MAX);
    const std::vector<logits::Step> steps = steps_of_any_kind(dice);
    const logits::Candidates kept_a = logits::candidates_after({.steps = steps}, a);
    const logits::Candidates kept_b = logits::candidates_after({.steps = steps}, b);
    const logits::Divergence found = logits::divergence(kept_a, kept_b);
    for (const double x : {found.kl, found.kl_reverse, found.js, found.tv, found.logp_rms, found.logp_max,
                           found.entropy_a, found.entropy_b}) {
      fnv.add(x);
    }
    for (const logits::TokenChange& token : found.tokens) fnv.add(token.change);
    fnv.add(logits::agreement(kept_a, kept_b).rank_change);
    js.add(found.js);
  }
  fnv.add(js.mean().value_or(0));
  fnv.add(js.standard_error().value_or(0));
  for (const double x : js.percentiles({0.1, 0.5, 0.99})) fnv.add(x);
  return fnv.hash;
}

/// Rows that the loops take in several chunks and panels, and with any tail.
std::uint64_t fingerprint_of_long_rows() {
  reference::Fnv1a fnv;
  for (std::uint32_t row = 0; row < 200; ++row) {
    rows::Dice dice(row);
    const std::vector<double> logits = row_of_any_kind(dice, 500 + dice.below(5000));
    const std::vector<logits::Step> steps = steps_of_any_kind(dice);
    const logits::Distribution distribution =
        logits::softmax(logits::candidates_after({.steps = steps}, logits));
    for (const auto id : distribution.ids) fnv.add(id);
    for (const double p : distribution.p) fnv.add(p);
    for (const double logp : distribution.logp) fnv.add(logp);
    fnv.add(distribution.entropy);
  }
  return fnv.hash;
}

/// Chains of any steps and pickers, over a few tokens that are drawn one after the other.
std::uint64_t fingerprint_of_chains() {
  reference::Fnv1a fnv;
  for (std::uint32_t row = 0; row < 6000; ++row) {
    rows::Dice dice(row);
    logits::Chain chain;
    for (std::size_t i = 1 + dice.below(3); i > 0; --i)
      chain.steps.push_back(
          parts::random_of<logits::Step>(dice.below(std::variant_size_v<logits::Step>), dice));
    chain.picker = parts::random_of<logits::Picker>(dice.below(std::variant_size_v<logits::Picker>), dice);
    const std::vector<double> logits = row_of_any_kind(dice, 1 + dice.below(200));
    logits::State state{.prompt = {1, 2, 3, 1, 2}, .unconditional = row_of_any_kind(dice, logits.size())};
    try {
      for (std::uint32_t position = 0; position < 4; ++position) {
        state.random = {.seed = 1, .row = position};
        const logits::Chain steps{.steps = chain.steps};
        const logits::Candidates before = logits::candidates_after(steps, logits, state);
        const logits::Distribution distribution =
            logits::softmax(logits::candidates_after(chain, logits, state));
        for (const auto id : distribution.ids) fnv.add(id);
        for (const double p : distribution.p) fnv.add(p);
        const logits::Sampler sampler(distribution, 1);
        logits::advance(state, chain, before, sampler.draw(state.random(logits::Stream::draw, 0)));
        fnv.add(state.mu.value_or(0));
        fnv.add(state.average ? state.average->sum : 0);
      }
    } catch (const logits::Error& error) {  // where something overflows, or everything is banned
      fnv.add(static_cast<std::uint64_t>(error.failure));
    }
  }
  return fnv.hash;
}

}  // namespace

int main() {
  bool as_known = true;
  for (const logits::InstructionSet set : logits::instruction_sets()) {
    logits::use_instruction_set(set);
    const std::uint64_t found = fingerprint(), divergences = fingerprint_of_divergences(),
                        long_rows = fingerprint_of_long_rows(), chains = fingerprint_of_chains();
    std::printf("%016llx %016llx %016llx %016llx\n", static_cast<unsigned long long>(found),
                static_cast<unsigned long long>(divergences), static_cast<unsigned long long>(long_rows),
                static_cast<unsigned long long>(chains));
    as_known &= found == known && divergences == known_divergences && long_rows == known_long_rows &&
                chains == known_chains;
  }
  return as_known ? 0 : 1;
}
