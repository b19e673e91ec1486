#pragma once

#include "logits/state.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace logits {

/// The last `window` tokens of prompt and history together; 0: all.
std::vector<TokenId> tokens_so_far(const State&, std::uint64_t window);

/// For each token how many tokens right before it are the last ones of all, in linear time: for 1 2 3 1 2
/// they are 0 0 2 0 0.
std::vector<std::size_t> suffixes_before(std::span<const TokenId> tokens);

}  // namespace logits
