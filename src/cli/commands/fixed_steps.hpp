#pragma once

#include "logits/chain.hpp"

#include <string_view>
#include <vector>

namespace logits::cli {

// Some commands know in closed form what a few steps do. With any others, or in another order, they refuse
// rather than be wrong.

/// Throws `Failure::usage` unless the parts that are on come in the order of `known`, each at most once and
/// by the rules that they have by default. `who` is the command.
void require_known_steps(const Chain&, const std::vector<std::string_view>& known, std::string_view who);

/// The same for a command that has knobs for all that it knows: then parts that are off count too, but for
/// those that are not there.
void require_known_knobs(const Chain&, const std::vector<std::string_view>& known, std::string_view who);

/// Throws `Failure::usage` unless the chain has just one step called so, on or off.
void require_one(const Chain&, std::string_view step, std::string_view who);

}  // namespace logits::cli
