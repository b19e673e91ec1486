#pragma once

#include "logits/candidates.hpp"
#include "logits/random.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace logits {

/// All that changes from one token of a sequence to the next, and that steps and pickers look at. A chain is
/// a recipe; recipe, state and logits make the distribution.
struct State {
  std::vector<TokenId> prompt = {};        ///< the tokens that were given
  std::vector<TokenId> history = {};       ///< the tokens that were generated after it
  std::size_t vocabulary = 0;              ///< how many tokens there are; 0: as many as are looked at
  Random random = {};                      ///< of this token; xtc tosses its coin with it
  std::vector<double> unconditional = {};  ///< logits without the prompt, one for each token; for `Guidance`

  std::optional<double> mu = {};  ///< mirostat's: nothing before the first draw
  struct Average {
    double sum, weight;
    bool operator==(const Average&) const = default;
  };
  std::optional<Average> average = {};  ///< adaptive-p's, of the p drawn; nothing before the first draw
};

}  // namespace logits
