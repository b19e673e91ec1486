#pragma once

#include "logits/candidates.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace logits {

/// What a truncation keeps: every key above `key`, and the first `ties` of those equal to it.
struct Threshold {
  double key;
  std::size_t ties;
};

/// The threshold that keeps exactly the `count` largest keys, the earlier first on a tie. 1 <= count <=
/// keys.size(). A selection, not a sort: linear time.
Threshold largest(std::span<const double> keys, std::size_t count);

/// Keeps the candidates whose key (one for each, in the same order) passes, in input order.
void keep(Candidates&, std::span<const double> keys, Threshold);

/// The positions of the keys that pass, ascending.
std::vector<std::size_t> passing(std::span<const double> keys, Threshold);

/// What top-k leaves of Candidates::from(logits), without a copy of the whole row on the way. k is not 0.
/// Throws what that throws.
Candidates largest_of(std::span<const double> logits, std::size_t k);

}  // namespace logits
