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
using logits::Epsilon;
using logits::Eta;
using logits::MinP;
using logits::PLess;
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
      Temperature{0},
      Temperature{1e-3},
      Temperature{0.7},
      Temperature{1e3},
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

Step renamed(const Bias& bias, const std::vector<std::size_t>& order) {
  Bias result;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (const auto& term : bias.terms) {
      if (term.id == order[i]) result.terms.push_back({.id = static_cast<TokenId>(i), .bias = term.bias});
    }
  }
  return result;
}

/// Also where the step is off.
Candidates after(const Step& step, const std::vector<double>& logits) {
  Candidates candidates = Candidates::from(logits);
  logits::apply_part({.steps = {step}}, 0, candidates, {});
  return candidates;
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
      for (const TokenId id : after(step_moved, moved).ids)
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

TEST_CASE("a banned token is as good as absent for a step") {
  for_every_step_and_row([](const Step& step, std::vector<double> row) {
    const Candidates without = after(step, row);
    row.push_back(-std::numeric_limits<double>::infinity());
    REQUIRE(after(step, row) == without);
  });
}
