#include "logits/chain.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <string>
#include <vector>

using logits::Bias;
using logits::Candidates;
using logits::MinP;
using logits::Step;
using logits::Temperature;
using logits::TopK;
using logits::TopP;

namespace {

Candidates run(const std::vector<Step>& steps, std::vector<double> logits) {
  Candidates candidates = Candidates::from(logits);
  logits::run_chain({.steps = steps}, candidates);
  return candidates;
}

}  // namespace

TEST_CASE("a chain applies its steps in the order given") {
  const Bias lift{.terms = {{.id = 0, .bias = 5}}};
  CHECK(run({lift, TopK{1}}, {1, 2, 3}) == Candidates{.ids = {0}, .logits = {6}});
  CHECK(run({TopK{1}, lift}, {1, 2, 3}) == Candidates{.ids = {2}, .logits = {3}});
}

TEST_CASE("top-p and min-p see the probabilities at the temperature before them") {
  CHECK(run({Temperature{2}, MinP{0.2}}, {0, -2}).ids.size() == 2);      // e^-1 = 0.37
  CHECK(run({MinP{0.2}, Temperature{2}}, {0, -2}).ids.size() == 1);      // e^-2 = 0.14
  CHECK(run({Temperature{0.5}, TopP{0.8}}, {3, 2, 1}).ids.size() == 1);  // 0.8668 at T = 0.5
  CHECK(run({TopP{0.8}, Temperature{0.5}}, {3, 2, 1}).ids.size() == 2);  // 0.6652 + 0.2447 at T = 1
}

TEST_CASE("top-p looks for its share of what top-k has left") {
  const std::vector<double> logits = {std::log(0.35), std::log(0.25), std::log(0.2),
                                      std::log(0.05), std::log(0.03), std::log(0.03),
                                      std::log(0.03), std::log(0.03), std::log(0.03)};
  CHECK(run({TopK{4}, TopP{0.82}}, logits).ids == std::vector<logits::TokenId>{0, 1, 2});  // 0.8 of 0.85
  CHECK(run({TopP{0.82}}, logits).ids == std::vector<logits::TokenId>{0, 1, 2, 3});        // 0.8 of 1
}

TEST_CASE("min-p after top-p keeps what both keep") {
  const std::vector<double> logits = {std::log(0.4), std::log(0.3), std::log(0.2), std::log(0.06),
                                      std::log(0.04)};
  CHECK(run({TopP{0.75}, MinP{0.4}}, logits).ids == std::vector<logits::TokenId>{0, 1, 2});
  CHECK(run({MinP{0.4}, TopP{0.75}}, logits).ids == std::vector<logits::TokenId>{0, 1});  // 0.7 of 0.9
}

TEST_CASE("a chain without steps changes nothing") {
  CHECK(run({}, {1, 2}) == Candidates{.ids = {0, 1}, .logits = {1, 2}});
}

TEST_CASE("the default steps come in their order and are all off") {
  std::vector<std::string_view> names;
  for (const Step& step : logits::default_chain().steps) {
    names.push_back(logits::name(step));
    CHECK(logits::is_off(step));
  }
  CHECK(names == std::vector<std::string_view>{"cfg", "bias", "penalties", "no-repeat-ngram", "dry",
                                               "temperature", "smoothing", "top-n-sigma", "top-k", "typical",
                                               "top-p", "min-p", "top-a", "tfs", "epsilon", "eta", "top-h",
                                               "p-less", "xtc"});
}

TEST_CASE("a step with a value is on") {
  CHECK_FALSE(logits::is_off(Temperature{0}));
  CHECK_FALSE(logits::is_off(TopK{1}));
  CHECK_FALSE(logits::is_off(TopP{0}));
  CHECK_FALSE(logits::is_off(MinP{1}));
  CHECK_FALSE(logits::is_off(Bias{.terms = {{.id = 3, .bias = 0}}}));
}

TEST_CASE("a step is described by its name and its values") {
  CHECK(logits::describe(Temperature{0.7}) == "temperature 0.7");
  CHECK(logits::describe(TopK{40}) == "top-k 40");
  CHECK(logits::describe(TopP{0.95}) == "top-p 0.95");
  CHECK(logits::describe(MinP{0.05}) == "min-p 0.05");
  CHECK(logits::describe(Bias{}) == "bias");
}

TEST_CASE("an observer sees the candidates before and after each step that is on") {
  std::vector<std::string> seen;
  Candidates candidates = Candidates::from(std::vector{1.0, 2.0, 3.0});
  const logits::Chain chain{.steps = {Temperature{}, TopK{2}, Temperature{0}}};
  logits::run_chain(
      chain, candidates, {}, [&](std::size_t part, const Candidates& before, const Candidates& after) {
        seen.push_back(logits::describe(chain, part) + ": " + std::to_string(before.ids.size()) + " to " +
                       std::to_string(after.ids.size()));
      });
  CHECK(seen == std::vector<std::string>{"top-k 2: 3 to 2", "temperature 0: 2 to 1"});
}

TEST_CASE("an observer changes nothing") {
  const std::vector<Step> steps{Temperature{0.7}, TopK{2}};
  Candidates observed = Candidates::from(std::vector{1.0, 2.0, 3.0});
  logits::run_chain({.steps = steps}, observed, {}, [](std::size_t, const Candidates&, const Candidates&) {});
  CHECK(observed == run(steps, {1, 2, 3}));
}
