#include "src/cli/quiz/figures.hpp"
#include "src/cli/quiz/kinds/kinds.hpp"
#include "src/io/format.hpp"

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr double bias = -100;

std::vector<double> draw_logits(Dice& dice) {
  int logit = dice.between(20, 40);
  std::vector<double> logits = {tenths(logit)};
  for (int i = 0; i < 2; ++i) logits.push_back(tenths(logit -= dice.between(3, 12)));
  dice.shuffle(logits);
  return logits;
}

}  // namespace

Exercise ask_ban(Dice& dice) {
  static const std::vector<double> temperatures = {40, 50, 80, 100, 200};
  const Scene scene = dice.scene(3);
  const std::vector<double> logits = draw_logits(dice);
  const std::size_t place = dice.below(3);
  const std::string& token = scene.tokens[place];
  const double t = dice.one_of(temperatures);
  const double factor = odds_of(bias, t);
  const double p =
      probabilities(logits, {Bias{{{static_cast<TokenId>(place), bias}}}, Temperature{t}})[place];
  const std::string at_t = fmt::format("logits -t {} ", io::shortest(t));
  const std::string input = arguments(scene.tokens, logits);
  return {
      .topic = "ban",
      .title = "Is -100 a ban?",
      .given = fmt::format("{} Somebody wants to ban {} with a bias of -100, and draws at T = {}.",
                           model_gives(scene.text), token, io::shortest(t)),
      .tokens = scene.tokens,
      .columns = {{"logit", 1, logits}},
      .questions = {{fmt::format("By what number does the bias multiply the odds of {} to {}?", token,
                                 scene.tokens[(place + 1) % 3]),
                     Amount{factor},
                     {{0, "It would be 0 for a bias of -inf only."},
                      {bias / t, "That is what the bias becomes. The odds change by e to that."},
                      {1 / factor, "The bias makes the odds smaller: the number is below 1."}}},
                    {"Which bias is a ban at every T: -1000, -inf, both or neither?",
                     Choice{"-inf", {"-1000", "-inf", "both", "neither"}}}},
      .lesson = {fmt::format("Temperature divides the bias too: -100 / {} = {}, and e^{} = {}.",
                             io::shortest(t), io::shortest(bias / t), io::shortest(bias / t), ratio(factor)),
                 fmt::format("{} still has p = {:.4f}.", token, p),
                 "At T = 1 the factor would be e^-100 = 4e-44: no ban, but it looks like one.",

                 "-1000 only needs a larger T. -inf takes the token out: -inf / T = -inf."},
      .commands = {fmt::format("{}-b {}=-100 {}", at_t, token, input),
                   fmt::format("{}--ban {} {}", at_t, token, input)}};
}

}  // namespace logits::cli
