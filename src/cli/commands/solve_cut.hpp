#pragma once

#include "src/cli/commands/solve.hpp"

namespace logits::cli {

/// The top-k, top-p or min-p that keeps so many tokens, or the mildest that gives a token its probability.
///
/// What is kept is what the step itself does, at every value that is tried: a value of the answer, given as
/// its option, keeps just that.
Solution solve_cut(const io::Result&, const Options&);

}  // namespace logits::cli
