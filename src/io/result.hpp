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

  Row row;
  std::uint64_t number = 0;  ///< of the row, over all inputs, with the offset
  std::vector<Step> steps;   ///< every step in its order, those that are off too; the first is bias
  Distribution distribution;
  std::vector<double> before;  ///< p by the untouched softmax, for every token; empty if nobody asked
  std::vector<std::size_t>
      fate;  ///< for each token: `kept`, `banned_in_input`, or the index of the step that took it

  std::vector<double> p, logp;  ///< for every token of the row: 0 and minus infinity where it is not kept
};

}  // namespace logits::io
