#pragma once

#include "logits/chain.hpp"
#include "src/cli/given.hpp"

#include <functional>
#include <string>
#include <vector>

namespace logits::cli {

/// The chain that the command line asks for: `chain`, or that of --chain, with the values given and in the
/// order of --order. Names of parameters that were given go to `given_names`. Throws `Failure::usage`.
/// `is_swept` tells whether a parameter is a list that is swept, and so not set.
Chain chain_of(const Given&, Chain chain, const std::function<bool(const Parameter&)>& is_swept,
               std::vector<std::string>& given_names);

/// The chain without what comes behind the first step of this name. Throws `Failure::usage` if it has none.
Chain cut_behind(Chain, const std::string& step);

}  // namespace logits::cli
