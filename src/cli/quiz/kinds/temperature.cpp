#include "src/cli/quiz/figures.hpp"
#include "src/cli/quiz/kinds/kinds.hpp"
#include "src/cli/quiz/pair.hpp"
#include "src/io/format.hpp"

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Twice the odds would pass for their square at gaps near ln 2, and half of them for their root near ln 4:
/// the gaps are larger.
Pair draw(Dice& dice, bool hot) {
  return draw_pair(dice, hot ? 2 * dice.between(9, 15) : dice.between(10, 22));
}

std::vector<Slip> slips_at_1(const Pair& pair) {
  return {{pair.gap, fmt::format("That looks like the gap itself. The ratio is e^{:.1f}.", pair.gap)}};
}

std::vector<Slip> slips_at(double t, const Pair& pair) {
  const double before = odds_of(pair.gap);
  return {{before, "That is the ratio at T = 1."},
          {before / t, "T divides the logits, not the ratio."},
          {odds_of(pair.gap, 1 / t), fmt::format("That is the ratio at T = {}.", io::shortest(1 / t))},
          {pair.gap / t, fmt::format("That looks like the gap. The ratio is e^{:.1f}.", pair.gap / t)}};
}

}  // namespace

Exercise ask_temperature(Dice& dice) {
  const bool hot = dice.coin();
  const double t = hot ? 2 : 0.5;
  const std::string temperature = "T = " + io::shortest(t);
  const Pair pair = draw(dice, hot);
  const double before = odds_of(pair.gap);
  const double after = odds_of(pair.gap, t);
  return {
      .topic = "temperature",
      .title = "What temperature does",
      .given = model_gives(pair.scene.text),
      .tokens = pair.scene.tokens,
      .columns = {{"logit", 1, pair.logits}},
      .questions = {{fmt::format("At T = 1, {} is how many times as likely as {}?", pair.more(), pair.less()),
                     Amount{before}, slips_at_1(pair)},
                    {fmt::format("And at {}?", temperature), Amount{after}, slips_at(t, pair)}},
      .lesson = {fmt::format("At T = 1 the gap is {} = {:.1f}, and e^{:.1f} = {}.", pair.difference(),
                             pair.gap, pair.gap, ratio(before)),
                 fmt::format("{} divides every logit, and so the gap: {:.1f} / {} = {:.1f}.", temperature,
                             pair.gap, io::shortest(t), pair.gap / t),
                 fmt::format("e^{:.1f} = {}, the {} of what it was.", pair.gap / t, ratio(after),
                             hot ? "square root" : "square"),
                 fmt::format("{} stays ahead: no temperature changes the order.", pair.more())},
      .commands = {pair.command()}};
}

}  // namespace logits::cli
