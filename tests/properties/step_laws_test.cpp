#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <variant>
#include <vector>

using logits::Bias;
using logits::Candidates;
using logits::Distribution;
using logits::Dry;
using logits::Epsilon;
using logits::Eta;
using logits::Guidance;
using logits::MinP;
using logits::NoRepeatNgram;
using logits::Penalties;
using logits::PLess;
using logits::Smoothing;
using logits::State;
using logits::Step;
using logits::TailFree;
using logits::Temperature;
using logits::TokenId;
using logits::TopA;
using logits::TopH;
using logits::TopK;
using logits::TopNSigma;
using logits::TopP;
using logits::Typical;
using logits::Xtc;

namespace {

/// Every step with values from mild to extreme. A new step gets a line here, and answers to every law below.
std::vector<Step> settings() {
  const double ban = -std::numeric_limits<double>::infinity();
  return {
      Bias{.terms = {{.id = 0, .bias = 1.5}, {.id = 2, .bias = -100}, {.id = 40, .bias = 8}}},
      Bias{.terms = {{.id = 1, .bias = ban}, {.id = 3, .bias = ban}}},
      Penalties{.repetition = 1.3},
      Penalties{.frequency = 0.5, .presence = 0.25},
      Penalties{.frequency = -0.5, .window = 3, .additive_scope = Penalties::Scope::all},
      Penalties{.frequency = 1, .frequency_unit = Penalties::Frequency::share},
      NoRepeatNgram{1},
      NoRepeatNgram{3},
      NoRepeatNgram{100},
      Dry{.multiplier = 0.5, .base = 1.5, .allowed_length = 1},
      Dry{.multiplier = 0.5, .base = 2, .allowed_length = 0, .window = 5, .breakers = {3}},
      Dry{.multiplier = 1e300, .base = 1e300, .allowed_length = 1},
      Guidance{-1},
      Guidance{0},
      Guidance{1.5},
      Temperature{0},
      Temperature{1e-3},
      Temperature{0.7},
      Temperature{1e3},
      Temperature{.t = 0.5, .range = 1},
      Temperature{.t = 1, .range = 0.7, .exponent = 0},
      Temperature{.t = 100, .range = 1, .exponent = 3},
      Smoothing{.factor = 1e-3},
      Smoothing{.factor = 0.3, .curve = 2},
      Smoothing{.factor = 2, .curve = -1},
      TopK{1},
      TopK{2},
      TopK{16},
      TopK{100},
      TopP{0},
      TopP{0.3},
      TopP{0.9},
      TopP{1 - 0x1p-53},
      MinP{1e-300},
      MinP{0.05},
      MinP{0.7},
      MinP{1},
      MinP{0.05, MinP::Rule::above},
      MinP{1, MinP::Rule::above},
      TopK{5, TopK::Ties::all},
      TopP{0.7, TopP::Rule::pass},
      TopP{0, TopP::Rule::fit},
      TopP{0.7, TopP::Rule::fit},
      TopNSigma{0.5},
      TopNSigma{2},
      TopNSigma{1e308},
      Typical{0},
      Typical{0.3},
      Typical{0.9, Typical::Rule::pass},
      Typical{0.9, Typical::Rule::reach, Typical::Ties::all},
      TopA{1e-300},
      TopA{0.2},
      TopA{1e308},
      TailFree{0},
      TailFree{0.5},
      TailFree{0.95},
      Epsilon{1e-300},
      Epsilon{0.01},
      Epsilon{1},
      Eta{1e-300},
      Eta{0.01},
      Eta{1},
      TopH{0},
      TopH{0.4},
      TopH{0.9},
      TopH{0.4, TopH::Rule::terms},
      PLess{true},
      Xtc{1, 0},
      Xtc{1, 0.1},
      Xtc{1, 1},
      Xtc{0x1p-53, 0.1},
  };
}

/// The step for tokens that have changed places: the token that is now at i was at order[i].
template <typename S>
Step renamed(const S& step, const std::vector<std::size_t>&) {
  return step;
}

Step renamed(const Dry& dry, const std::vector<std::size_t>& order) {
  Dry result = dry;
  for (TokenId& breaker : result.breakers) {
    const auto found = std::find(order.begin(), order.end(), breaker);
    if (found != order.end()) breaker = static_cast<TokenId>(found - order.begin());
  }
  return result;
}

Step renamed(const Bias& bias, const std::vector<std::size_t>& order) {
  Bias result;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (const auto& term : bias.terms) {
      if (term.id == order[i]) result.terms.push_back({.id = static_cast<TokenId>(i), .bias = term.bias});
    }
  }
  return result;
}

/// What steps look back at. The last tokens, 3 and 1, were there before, and 2 followed.
State context() {
  return {.prompt = {3, 1, 2, 40, 3, 1}, .history = {2, 5, 3, 1}, .unconditional = rows::distinct(300, 300)};
}

/// The context for tokens that have changed places.
State renamed(const State& state, const std::vector<std::size_t>& order) {
  State result = state;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto rename = [&](const std::vector<TokenId>& old, std::vector<TokenId>& now) {
      for (std::size_t at = 0; at < old.size(); ++at) {
        if (old[at] == order[i]) now[at] = static_cast<TokenId>(i);
      }
    };
    rename(state.prompt, result.prompt);
    rename(state.history, result.history);
    result.unconditional[i] = state.unconditional[order[i]];
  }
  return result;
}

/// Also where the step is off.
Candidates after(const Step& step, const std::vector<double>& logits, const State& state = context()) {
  Candidates candidates = Candidates::from(logits);
  logits::apply_part({.steps = {step}}, 0, candidates, state);
  return candidates;
}

/// A repetition penalty divides the logit itself.
bool depends_on_a_constant(const Step& step) {
  const auto* const penalties = std::get_if<Penalties>(&step);
  return penalties != nullptr && penalties->repetition != 1;
}

template <typename Law>
void for_every_step_and_row(Law law) {
  for (const Step& step : settings()) {
    for (const std::vector<double>& row : rows::all()) {
      INFO(logits::describe(step) << " on " << row.size() << " logits from " << row[0]);
      law(step, row);
    }
  }
}

}  // namespace

TEST_CASE("every step there is answers to the laws") {
  std::set<std::size_t> tested;
  for (const Step& step : settings()) tested.insert(step.index());
  CHECK(tested.size() == std::variant_size_v<Step>);
}

TEST_CASE("a step that is off changes nothing") {
  for (const Step& off : logits::default_chain().steps) {
    for (const std::vector<double>& row : rows::all()) {
      INFO(logits::name(off) << " on " << row.size() << " logits");
      REQUIRE(after(off, row) == Candidates::from(row));
    }
  }
}

TEST_CASE("a step leaves at least one candidate, and adds none") {
  for_every_step_and_row([](const Step& step, const std::vector<double>& row) {
    const Candidates kept = after(step, row);
    REQUIRE(!kept.ids.empty());
    REQUIRE(kept.ids.size() == kept.logits.size());
    REQUIRE(kept.ids.back() < row.size());
  });
}

TEST_CASE("a step leaves the candidates in input order, each once") {
  for_every_step_and_row([](const Step& step, const std::vector<double>& row) {
    const Candidates kept = after(step, row);
    REQUIRE(std::is_sorted(kept.ids.begin(), kept.ids.end(), std::less_equal<>()));
  });
}

TEST_CASE("a step leaves probabilities that add up to 1") {
  for_every_step_and_row([](const Step& step, const std::vector<double>& row) {
    const Distribution distribution = logits::softmax(after(step, row));
    const double sum = std::accumulate(distribution.p.begin(), distribution.p.end(), 0.0);
    REQUIRE(std::abs(sum - 1) < 1e-12);
  });
}

TEST_CASE("without ties, shuffling the input shuffles what a step keeps") {
  rows::Dice dice(1);
  for (const Step& step : settings()) {
    for (const std::size_t n : rows::sizes()) {
      const std::vector<double> row = rows::distinct(n, n);
      const std::vector<std::size_t> order = rows::shuffled(n, dice);
      std::vector<double> moved;
      for (const std::size_t i : order) moved.push_back(row[i]);
      const Step step_moved = std::visit([&order](const auto& s) { return renamed(s, order); }, step);

      std::set<TokenId> kept_moved;
      for (const TokenId id : after(step_moved, moved, renamed(context(), order)).ids)
        kept_moved.insert(static_cast<TokenId>(order[id]));
      const std::vector<TokenId> kept = after(step, row).ids;
      INFO(logits::describe(step) << " on " << n << " logits");
      REQUIRE(std::set(kept.begin(), kept.end()) == kept_moved);
    }
  }
}

TEST_CASE("adding a constant to all logits changes no bit of what a step leaves") {
  for (const double constant : {1024.0, -3.5}) {
    for_every_step_and_row([constant](const Step& step, std::vector<double> row) {
      if (depends_on_a_constant(step) || std::holds_alternative<Smoothing>(step)) return;
      const Distribution before = logits::softmax(after(step, row));
      for (double& logit : row) logit += constant;
      const Distribution shifted = logits::softmax(after(step, row));
      REQUIRE(shifted.ids == before.ids);
      REQUIRE(shifted.p == before.p);
      REQUIRE(shifted.logp == before.logp);
      REQUIRE(shifted.entropy == before.entropy);
    });
  }
}

TEST_CASE("adding a constant to all logits changes what smoothing leaves by rounding alone") {
  for (const double constant : {1024.0, -3.5}) {
    for_every_step_and_row([constant](const Step& step, std::vector<double> row) {
      if (!std::holds_alternative<Smoothing>(step)) return;
      const Distribution before = logits::softmax(after(step, row));
      for (double& logit : row) logit += constant;
      const Distribution shifted = logits::softmax(after(step, row));
      REQUIRE(shifted.ids == before.ids);
      for (std::size_t i = 0; i < before.p.size(); ++i)
        REQUIRE(std::abs(shifted.p[i] - before.p[i]) <= 1e-12 * before.p[i]);
    });
  }
}

TEST_CASE("a banned token is as good as absent for a step") {
  for_every_step_and_row([](const Step& step, std::vector<double> row) {
    const Candidates without = after(step, row);
    row.push_back(-std::numeric_limits<double>::infinity());
    REQUIRE(after(step, row) == without);
  });
}
