#include "src/cli/quiz/figures.hpp"
#include "src/cli/quiz/kinds/kinds.hpp"

#include <numbers>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// How likely the token that is behind is to become, next to the one that leads.
struct Target {
  std::string_view times;
  std::string_view sentence;
  int ratio;
  double log;
};

const std::vector<Target>& targets() {
  static const std::vector<Target> all = {{"twice", "Twice", 2, std::numbers::ln2},
                                          {"3 times", "3 times", 3, 1.0986122886681098},
                                          {"10 times", "10 times", 10, std::numbers::ln10}};
  return all;
}

/// Three tokens: one leads, one is behind it by the gap, and one stands by.
struct Race {
  Scene scene;
  std::vector<double> logits;
  std::size_t leader;
  std::size_t behind;
  double gap;
};

Race draw(Dice& dice) {
  std::vector<std::size_t> places = {0, 1, 2};
  dice.shuffle(places);
  const int gap = dice.between(10, 30);
  const int low = dice.between(-5, 30);
  Race race{dice.scene(3), std::vector<double>(3), places[0], places[1], tenths(gap)};
  race.logits[race.leader] = tenths(low + gap);
  race.logits[race.behind] = tenths(low);
  race.logits[places[2]] = tenths(low - dice.between(3, 20));
  return race;
}

std::vector<Slip> slips(double even, std::string_view biased, bool lift) {
  return {{-even, fmt::format("The other way: the logit of {} has to go {}.", biased, lift ? "up" : "down")}};
}

std::vector<Slip> slips(double even, double ahead, const Target& target) {
  const std::string log = fmt::format("ln {} = {:.2f}", target.ratio, target.log);
  return {{even, "That makes them equally likely."},
          {ahead - even, fmt::format("That is {}, but the gap has to be closed too.", log)},
          {even * target.ratio, fmt::format("A bias adds: {} as likely takes {} more.", target.times, log)},
          {-ahead, "The other way: mind the sign."}};
}

}  // namespace

Exercise ask_bias(Dice& dice) {
  const Race race = draw(dice);
  const Target target = dice.one_of(targets());
  const bool lift = dice.coin();  // the one behind, or else pull the leader down
  const std::string& leader = race.scene.tokens[race.leader];
  const std::string& behind = race.scene.tokens[race.behind];
  const std::string& biased = lift ? behind : leader;
  const double sign = lift ? 1 : -1;
  const double even = sign * race.gap;
  const double ahead = sign * (race.gap + target.log);
  const std::string input = arguments(race.scene.tokens, race.logits);
  return {.topic = "bias",
          .title = "A bias to measure",
          .given = model_gives(race.scene.text) + " A bias is added to the logit of one token.",
          .tokens = race.scene.tokens,
          .columns = {{"logit", 1, race.logits}},
          .questions = {{fmt::format("Which bias on {} makes it as likely as {}?", biased,
                                     lift ? leader : behind),
                         Amount{even, Measure::bias}, slips(even, biased, lift)},
                        {fmt::format("And which one, instead, makes {} {} as likely as {}?",
                                     lift ? "it" : behind, target.times, lift ? leader : "it"),
                         Amount{ahead, Measure::bias}, slips(even, ahead, target)}},
          .lesson = {fmt::format("The gap is {} = {:.1f}. A bias of {:+.1f} on {} closes it.",
                                 minus(race.logits[race.leader], race.logits[race.behind]), race.gap, even,
                                 biased),
                     fmt::format("{} as likely is a lead of ln {} = {:.2f}.", target.sentence, target.ratio,
                                 target.log),
                     fmt::format("Together: {:.1f} {} {:.2f} = {:+.2f}.", even, lift ? '+' : '-', target.log,
                                 ahead)},
          .commands = {fmt::format("logits -b {}={:.1f} {}", biased, even, input),
                       fmt::format("logits -b {}={:.4f} {}", biased, ahead, input)}};
}

}  // namespace logits::cli
