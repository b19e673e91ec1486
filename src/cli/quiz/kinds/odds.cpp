#include "src/cli/quiz/figures.hpp"
#include "src/cli/quiz/kinds/kinds.hpp"
#include "src/cli/quiz/pair.hpp"

#include <fmt/format.h>

namespace logits::cli {
namespace {

Pair draw(Dice& dice) {
  while (true) {
    Pair pair = draw_pair(dice, dice.between(5, 30));
    if (apart(odds_of(pair.gap), pair.high() / pair.low()))
      return pair;  // who divides the logits must be wrong
  }
}

std::vector<Slip> slips(const Pair& pair) {
  std::vector<Slip> all = {
      {pair.gap, fmt::format("That looks like the gap itself. The ratio is e^{:.1f}.", pair.gap)},
      {1 / odds_of(pair.gap), "That is how many times as likely the other one is."}};
  if (pair.low() != 0) all.push_back({pair.high() / pair.low(), "Subtract the logits, do not divide them."});
  return all;
}

}  // namespace

Exercise ask_odds(Dice& dice) {
  const Pair pair = draw(dice);
  const double times = odds_of(pair.gap);
  return {.topic = "odds",
          .title = "Which is likelier?",
          .given = model_gives(pair.scene.text),
          .tokens = pair.scene.tokens,
          .columns = {{"logit", 1, pair.logits}},
          .questions = {{"Which of the two is likelier?", Choice{pair.more(), pair.scene.tokens}},
                        {"How many times as likely as the other is it?", Amount{times}, slips(pair)}},
          .lesson = {fmt::format("The gap is {} = {:.1f}, and e^{:.1f} = {}.", pair.difference(), pair.gap,
                                 pair.gap, ratio(times)),
                     "Softmax turns a gap into a ratio. No other token can change that."},
          .commands = {pair.command()}};
}

}  // namespace logits::cli
