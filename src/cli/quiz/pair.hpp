#pragma once

#include "src/cli/quiz/dice.hpp"

#include <string>
#include <vector>

namespace logits::cli {

/// Two tokens, the likelier one at either place.
struct Pair {
  Scene scene;
  std::vector<double> logits;
  std::size_t leader = 0;
  double gap = 0;

  const std::string& more() const { return scene.tokens[leader]; }
  const std::string& less() const { return scene.tokens[1 - leader]; }
  double high() const { return logits[leader]; }
  double low() const { return logits[1 - leader]; }

  std::string difference() const;  ///< "5.0 - 3.0"
  std::string command() const;     ///< "logits compare mat floor mat=5 floor=3"
};

Pair draw_pair(Dice&, int gap_in_tenths);

}  // namespace logits::cli
