#pragma once

#include "src/io/result.hpp"

#include <cstddef>
#include <vector>

namespace logits::io {

/// The first `count` tokens (all, if there are not so many) by falling probability; those cut come last, by
/// falling logit; the earlier first of equals. Linear in the tokens, for a small `count`.
std::vector<TokenId> leaders_first(const Result&, std::size_t count);

/// What those that are kept and not shown have together.
double p_beside(const Result&, const std::vector<TokenId>& shown);

}  // namespace logits::io
