#include "src/cli/quiz/figures.hpp"
#include "src/cli/quiz/kinds/kinds.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr std::size_t count = 5;

/// A row of logits, and what top-k leaves of it.
struct Cut {
  std::uint64_t k = 0;
  std::vector<double> logits;
  std::vector<double> before;
  std::vector<double> after;
  std::size_t leader = 0;
  double kept = 0;  ///< how much p the tokens that stay had
  std::string sum;  ///< "0.5507 + 0.2735 = 0.8242"
  bool adds_up_as_shown = false;
};

double as_shown(double p) {
  return std::round(p * 1e4) / 1e4;
}

Cut cut(std::vector<double> logits, std::uint64_t k) {
  Cut result;
  result.k = k;
  result.logits = std::move(logits);
  result.before = probabilities(result.logits);
  result.after = probabilities(result.logits, {TopK{k}});
  result.leader = static_cast<std::size_t>(std::max_element(result.logits.begin(), result.logits.end()) -
                                           result.logits.begin());
  double sum_as_shown = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (result.after[i] == 0) continue;
    result.kept += result.before[i];
    sum_as_shown += as_shown(result.before[i]);
    result.sum += fmt::format("{}{:.4f}", result.sum.empty() ? "" : " + ", result.before[i]);
  }
  result.sum += fmt::format(" = {:.4f}", result.kept);
  const double quotient_as_shown = as_shown(result.before[result.leader]) / sum_as_shown;
  result.adds_up_as_shown = as_shown(sum_as_shown) == as_shown(result.kept) &&
                            as_shown(quotient_as_shown) == as_shown(result.after[result.leader]);
  return result;
}

std::vector<double> draw_logits(Dice& dice) {
  std::vector<double> logits;
  int logit = dice.between(25, 45);
  for (std::size_t i = 0; i < count; ++i) {
    logits.push_back(tenths(logit));
    logit -= dice.between(2, 12);
  }
  dice.shuffle(logits);
  return logits;
}

/// Who forgets to share out what was cut must be wrong, and who adds up the digits shown must be right.
Cut draw(Dice& dice) {
  while (true) {
    const std::uint64_t k = dice.coin() ? 3 : 2;  // apart: compilers draw arguments in different orders
    Cut result = cut(draw_logits(dice), k);
    if (apart(result.after[result.leader], result.before[result.leader]) && result.adds_up_as_shown)
      return result;
  }
}

}  // namespace

Exercise ask_top_k(Dice& dice) {
  const Scene scene = dice.scene(count);
  const Cut top = draw(dice);
  const std::string& leader = scene.tokens[top.leader];
  const double p = top.after[top.leader];
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < count; ++i) {
    if (top.after[i] > 0) kept.push_back(scene.tokens[i]);
  }
  const TokenSet survivors{kept, scene.tokens};
  return {.topic = "top-k",
          .title = "What top-k leaves",
          .given = model_gives(scene.text) + " Softmax of all of them is p.",
          .tokens = scene.tokens,
          .columns = {{"logit", 1, top.logits}, {"p", 4, top.before}},
          .questions = {{fmt::format("Which tokens does top-k with k = {} keep?", top.k), survivors},
                        {fmt::format("What p does {} have after that?", leader),
                         Amount{p, Measure::probability},
                         {{top.before[top.leader],
                           "That was its p before. What the others lose is shared out."}}}},
          .lesson = {fmt::format("Top-k keeps the {} largest logits: {}.", top.k, shown(survivors)),
                     fmt::format("They had p = {} together, and now share 1.", top.sum),
                     fmt::format("So {} has {:.4f} / {:.4f} = {:.4f}.", leader, top.before[top.leader],
                                 top.kept, p)},
          .commands = {fmt::format("logits -k {} --before {}", top.k, arguments(scene.tokens, top.logits))}};
}

}  // namespace logits::cli
