#pragma once

#include "src/cli/given.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace logits::cli {

/// What a sweep varies, and through which values.
struct SweepOptions {
  enum class Over { temperature, bias, top_k };

  Over over = Over::temperature;
  std::string token;           ///< whose bias
  std::vector<double> values;  ///< empty for a top-k that runs to the number of tokens
  bool logarithmic = true;     ///< whether equal steps multiply
  bool smooth = false;         ///< enough values to draw a line through
  bool drawn = false;          ///< as lines of blocks in place of numbers
  std::uint64_t max_columns = 8;

  /// The values for a row of so many tokens.
  std::vector<double> values_for(std::size_t tokens) const;
};

/// Throws `Failure::usage`. `many` asks for enough values to draw a line through, where none are named.
SweepOptions sweep_options(const Given&, bool many);

/// Whether --temperature is a list of values to sweep through, and not one setting.
bool sweeps_temperature(const Given&);

}  // namespace logits::cli
