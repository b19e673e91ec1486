#pragma once

#include "src/cli/commands/solve.hpp"

namespace logits::cli {

Solution solve_bias(const io::Result&, const Options&);

}  // namespace logits::cli
