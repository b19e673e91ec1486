#include "logits/chain.hpp"
#include "logits/draw.hpp"
#include "tests/bench/inference_engine.hpp"
#include "tests/bench/race.hpp"
#include "tests/bench/scores.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace bench = logits::bench;

/// Numbers in [0, 1) for a draw each.
class Coins {
 public:
  double operator()() { return random_(logits::Stream::draw, index_++); }

 private:
  logits::Random random_{.seed = 1};
  std::uint64_t index_ = 0;
};

double draw(logits::Candidates candidates, double u) {
  const logits::Distribution distribution = logits::softmax(std::move(candidates));
  return logits::Sampler(distribution, 1).draw(u);
}

/// From the logits to a token, through the steps.
bench::Contender ours(std::string name, const std::vector<double>& scores, std::vector<logits::Step> steps) {
  return {std::move(name), [&scores, steps = std::move(steps), coins = Coins()]() mutable {
            return draw(logits::candidates_after({.steps = steps}, scores), coins());
          }};
}

/// The same of an inference engine, whose array is filled anew for each token.
bench::Contender usual(const std::vector<float>& scores, auto run_steps) {
  return {"array of {id, logit, p}",
          [&scores, run_steps, engine = bench::InferenceEngine(), coins = Coins()]() mutable {
            engine.fill(scores);
            run_steps(engine);
            return static_cast<double>(engine.draw(static_cast<float>(coins())));
          }};
}

void race_of(const std::string& job, const std::vector<bench::Contender>& contenders, double seconds) {
  bench::race({.name = job, .elements = 1, .element = "token drawn", .is_random = true}, contenders, seconds);
}

void race_samplers(const std::string& shape, const std::vector<double>& logits, double seconds) {
  const std::vector<float> scores(logits.begin(), logits.end());
  const std::string of_tokens = ", then a draw; 128,256 tokens, " + shape;
  race_of("Top-k 40, top-p 0.95, min-p 0.05, T 0.8" + of_tokens,
          {ours("logits", logits,
                {logits::TopK{40}, logits::TopP{0.95}, logits::MinP{0.05}, logits::Temperature{0.8}}),
           usual(scores,
                 [](bench::InferenceEngine& engine) {
                   engine.top_k(40);
                   engine.top_p(0.95F);
                   engine.min_p(0.05F);
                   engine.temperature(0.8F);
                 })},
          seconds);
  race_of("T 0.8, top-p 0.95" + of_tokens,
          {ours("logits", logits, {logits::Temperature{0.8}, logits::TopP{0.95}}),
           usual(scores,
                 [](bench::InferenceEngine& engine) {
                   engine.temperature(0.8F);
                   engine.top_p(0.95F);
                 })},
          seconds);
  race_of("Softmax of all" + of_tokens,
          {ours("logits", logits, {}), usual(scores, [](bench::InferenceEngine&) {})}, seconds);
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = bench::seconds_of_each_race(argc, argv);
  race_samplers("peaked", bench::peaked_scores(bench::vocabulary), seconds);
  race_samplers("flat", bench::flat_scores(bench::vocabulary), seconds);
}
