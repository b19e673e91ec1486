#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace logits {

/// The positions of the keys from the largest down, the earlier first on a tie. No key is NaN; there are
/// fewer than 2^32. (For most steps a threshold is enough, which is found sooner: `largest` and `nucleus`.)
std::vector<std::uint32_t> descending(std::span<const double> keys);

}  // namespace logits
