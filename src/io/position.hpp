#pragma once

#include "src/io/result.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace logits::io {

/// 1 if the chosen token is the likeliest after the steps, and so on; nothing where it is cut or not listed,
/// or where tokens that are not listed may come before it. The row must be a position.
std::optional<std::size_t> rank_of_chosen(const Result&);

/// "choice 1, " and "prompt ", where it matters, and "position 3".
std::string name_of(const Position&);

/// "position 3: \" Paris\" chosen, p 0.9512, rank 1". The row must be a position.
std::string position_heading(const Result&, int digits);

}  // namespace logits::io
