#pragma once

#include <cstddef>
#include <cstdint>

namespace logits::kernels {

/// What one pass over a row tells. (No default values here and below: a constructor would be an inline
/// function.)
struct Extent {
  double smallest, largest;  ///< NaN counts as neither
  bool is_suspicious;        ///< there may be a NaN; where this is false there is none
};

/// A sum, and what rounding took from it.
struct Total {
  double high, low;
};

/// What softmax divides by, and what its entropy is made of.
struct Weights {
  Total total;
  Total surprise;  ///< of each weight times the negative exponent
};

/// Columns of a panel: element i of a row is in column i mod 64 of panel i / 1024.
constexpr std::size_t columns = 64;
constexpr std::size_t panel = 16 * columns;

/// The loops that the compiler turns into vector instructions, compiled for one instruction set. All sets
/// give the same bits: every sum has its order, whatever the width of a vector.
struct Loops {
  Extent (*extent)(const double* row, std::size_t size);

  /// Makes each logit its exponent (z - largest) / T, and writes e to the power of that to `weights`. No
  /// logit is outside of what `extent` told.
  Weights (*weigh)(double* row, double* weights, std::size_t size, Extent, double temperature);

  /// The weights and their total alone.
  Total (*weights_of)(const double* row, double* weights, std::size_t size, Extent, double temperature);

  /// Divides each weight by the total, and takes its logarithm from each exponent.
  void (*normalise)(double* weights, double* exponents, std::size_t size, double total, double log_total);

  /// The largest element of each column of each panel, 64 for every 1024 elements begun; minus infinity where
  /// there is none. Whether there may be a NaN.
  bool (*column_maxima)(const double* row, std::size_t size, double* maxima);

  /// Which blocks of 64 elements have one of at least `bound`: writes their numbers, and tells how many there
  /// are.
  std::size_t (*blocks_at_least)(const double* row, std::size_t size, double bound, std::uint32_t* blocks);
};

/// Those of the instruction set in use.
const Loops& loops();

/// Those compiled for a set; null where this build has none.
const Loops* baseline_loops();
const Loops* avx2_loops();
const Loops* avx512_loops();

}  // namespace logits::kernels
