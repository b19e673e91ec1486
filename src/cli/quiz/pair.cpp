#include "src/cli/quiz/pair.hpp"

#include "src/cli/quiz/figures.hpp"

#include <fmt/format.h>

namespace logits::cli {

std::string Pair::difference() const {
  return minus(high(), low());
}

std::string Pair::command() const {
  return fmt::format("logits compare {} {} {}", more(), less(), arguments(scene.tokens, logits));
}

Pair draw_pair(Dice& dice, int gap_in_tenths) {
  Pair pair{.scene = dice.scene(2), .logits = {}, .leader = dice.below(2), .gap = tenths(gap_in_tenths)};
  const int low = dice.between(-15, 35);
  pair.logits = {tenths(low), tenths(low)};
  pair.logits[pair.leader] = tenths(low + gap_in_tenths);
  return pair;
}

}  // namespace logits::cli
