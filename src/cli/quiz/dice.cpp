#include "src/cli/quiz/dice.hpp"

namespace logits::cli {
namespace {

const std::vector<Scene>& scenes() {
  static const std::vector<Scene> all = {
      {"The cat sat on the", {"mat", "floor", "couch", "roof", "table", "bed"}},
      {"She took her coat and went to the", {"park", "beach", "lake", "shop", "market", "office"}},
      {"For breakfast he had", {"toast", "eggs", "jam", "rice", "fruit", "nuts"}},
      {"He opened the", {"door", "window", "box", "gate", "letter", "fridge"}},
      {"In the evening the sky turned", {"red", "grey", "blue", "dark", "pink", "orange"}},
      {"The child drew a", {"house", "tree", "dog", "boat", "star", "flower"}},
      {"In the garden we found a", {"key", "snail", "ball", "coin", "toad", "nest"}},
      {"On Sunday it began to", {"rain", "snow", "clear", "freeze", "thaw", "blow"}},
  };
  return all;
}

}  // namespace

std::size_t Dice::below(std::size_t count) {
  return static_cast<std::size_t>(random_(stream_, next_++) * static_cast<double>(count));
}

int Dice::between(int least, int most) {
  return least +
         static_cast<int>(below(static_cast<std::size_t>(most) - static_cast<std::size_t>(least) + 1));
}

Scene Dice::scene(std::size_t tokens) {
  Scene scene = one_of(scenes());
  shuffle(scene.tokens);
  scene.tokens.resize(tokens);
  return scene;
}

}  // namespace logits::cli
