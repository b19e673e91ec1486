#pragma once

#include "src/cli/given.hpp"
#include "src/cli/options.hpp"

#include <string>
#include <vector>

namespace logits::cli {

/// The engine that --engine names, or nothing. Throws `Failure::usage`.
const Engine* engine_of(const Given&);

/// Makes the chain of all that options and a request say of it; `settings` and `engine` are known. Throws
/// `Failure::usage`, and `Failure::input` for a request.
void read_chain(const Given&, Options&);

/// Takes the names of engines that stand before the input of `engines`. Throws `Failure::usage` for a word
/// that was perhaps meant as one.
void read_engines(Options&);

}  // namespace logits::cli
