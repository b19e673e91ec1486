#include "src/cli/quiz/figures.hpp"
#include "src/cli/quiz/kinds/kinds.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace logits::cli {
namespace {

/// With its logarithm to the four decimals that are shown, so that the last bit of nobody's log matters.
struct Share {
  double p;
  double log;
};

using Shares = std::vector<Share>;

/// Distributions with a leader and a last one, each without an equal.
const std::vector<Shares>& distributions() {
  static const Share p8{0.8, -0.2231}, p7{0.7, -0.3567}, p6{0.6, -0.5108}, p5{0.5, -0.6931}, p4{0.4, -0.9163},
      p3{0.3, -1.2040}, p2{0.2, -1.6094}, p15{0.15, -1.8971}, p1{0.1, -2.3026}, p05{0.05, -2.9957};
  static const std::vector<Shares> all = {{p8, p15, p05}, {p7, p2, p1}, {p6, p3, p1},
                                          {p5, p4, p1},   {p5, p3, p2}, {p4, p3, p2, p1}};
  return all;
}

std::string exponentials(const std::vector<double>& logits) {
  std::vector<std::string> terms;
  terms.reserve(logits.size());
  for (const double logit : logits) terms.push_back("e^" + io::shortest(logit));
  return fmt::format("{}", fmt::join(terms, " + "));
}

}  // namespace

Exercise ask_log_probs(Dice& dice) {
  Shares shares = dice.one_of(distributions());
  const bool leads = dice.coin();
  const double p = leads ? shares.front().p : shares.back().p;
  dice.shuffle(shares);
  std::vector<double> ps, logs;
  for (const Share& share : shares) {
    ps.push_back(share.p);
    logs.push_back(share.log);
  }
  const Scene scene = dice.scene(shares.size());
  const auto place = static_cast<std::size_t>(std::find(ps.begin(), ps.end(), p) - ps.begin());
  const std::string& token = scene.tokens[place];
  const double wrong = probabilities(ps)[place];
  std::vector<Question> questions = {
      {fmt::format("Softmax of the ln p column: what p does {} get?", token),
       Amount{p, Measure::probability},
       {{wrong, "That is softmax of the p column."}}},
      {fmt::format("Softmax of the p column: does {} get more than {}, less or the same?", token,
                   io::shortest(p)),
       Choice{leads ? "less" : "more", {"more", "less", "same"}}}};
  if (dice.coin()) std::swap(questions[0], questions[1]);
  return {.topic = "log-probs",
          .title = "Logits or not?",
          .given = fmt::format("After \"{}\" a model gives these probabilities p. ln p is their "
                               "logarithm, the log-prob. Now feed each column to softmax as logits.",
                               scene.text),
          .tokens = scene.tokens,
          .columns = {{"p", 2, ps}, {"ln p", 4, logs}},
          .questions = questions,
          .lesson = {"Softmax raises e to each number and divides by the sum.",
                     fmt::format("e^(ln p) = p, and the sum is 1: {} gets {}, as before.", token,
                                 io::shortest(p)),
                     "A log-prob is a logit.",
                     fmt::format("Fed with p, {} gets e^{} / ({}) = {:.4f}.", token, io::shortest(p),
                                 exponentials(ps), wrong),
                     "A probability is no logit: its gaps are too small, and all come out too even."},
          .commands = {"logits " + arguments(scene.tokens, logs), "logits " + arguments(scene.tokens, ps)}};
}

}  // namespace logits::cli
