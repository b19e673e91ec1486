#pragma once

#include "logits/softmax.hpp"
#include "logits/steps.hpp"
#include "src/io/row.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace logits::io {

/// A row and what its steps made of it: all that a writer needs.
struct Result {
  static constexpr std::size_t kept = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t banned_in_input = kept - 1;
  static constexpr std::size_t not_listed = kept - 2;

  Row row;
  std::uint64_t number = 0;  ///< of the row, over all inputs, with the offset
  std::vector<Step> steps;   ///< every step in its order, those that are off too; the first is bias
  Distribution distribution;
  std::vector<double> before;     ///< p by the untouched softmax, for every token; empty if nobody asked
  std::vector<std::size_t> fate;  ///< for each token: `kept`, `banned_in_input`, or the index of the step
                                  ///< that took it; for a rest that is not kept `not_listed`

  std::vector<double> p, logp;  ///< for every token of the row, and its rest where it has one: 0 and minus
                                ///< infinity where it is not kept

  /// Whether tokens that are not listed are still in play, as one block.
  bool is_open() const { return row.rest && fate.back() == kept; }

  /// No token that is not listed has a higher log-prob than this, after the steps. There must be a rest.
  double highest_unlisted() const {
    // Whatever changed the block's log-prob changed that of every token in it.
    return row.rest->highest + (is_open() ? logp.back() - row.logits.back() : 0);
  }

  /// How many tokens are kept, without the rest.
  std::size_t kept_count() const { return distribution.ids.size() - (is_open() ? 1 : 0); }
};

}  // namespace logits::io
