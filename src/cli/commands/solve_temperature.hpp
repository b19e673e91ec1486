#pragma once

#include "src/cli/commands/solve.hpp"

namespace logits::cli {

Solution solve_temperature(const io::Result&, const Options&);

}  // namespace logits::cli
