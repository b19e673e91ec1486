#pragma once

#include <cstddef>
#include <span>

namespace logits {

/// Where the sum of the numbers so far, added up one after the other, first exceeds u times the sum of them
/// all, for u in [0, 1). No number is negative, and not all are zero. Where the total is so small that u
/// times it rounds up to it: where the sum reaches it.
std::size_t scan(std::span<const double> numbers, double u);

/// u times the total, but below it.
double scan_target(double total, double u);

}  // namespace logits
