#pragma once

#include "src/cli/given.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logits::cli {

/// What a sweep varies, and through which values.
struct SweepOptions {
  std::string over = "temperature";  ///< a parameter of a step or picker, or "bias"
  std::string token;                 ///< whose bias
  std::vector<double> values;        ///< empty for a top-k that runs to the number of tokens
  bool logarithmic = true;           ///< whether equal steps multiply
  bool smooth = false;               ///< enough values to draw a line through
  bool drawn = false;                ///< as lines of blocks in place of numbers
  std::uint64_t max_columns = 8;

  /// The values for a row of so many tokens.
  std::vector<double> values_for(std::size_t tokens) const;
};

/// Throws `Failure::usage`. `many` asks for enough values to draw a line through, where none are named.
SweepOptions sweep_options(const Given&, bool many);

/// Whether the sweep sets this parameter: for the temperature, --temperature is then a list of values.
bool sweeps(const Given&, std::string_view parameter);

}  // namespace logits::cli
