#pragma once

#include "src/cli/given.hpp"
#include "src/cli/options.hpp"

namespace logits::cli {

/// Throws `Failure::usage` for an option that the command, its format or its picture does not know: none is
/// given in vain.
void refuse_misplaced(const Given&, const Options&);

}  // namespace logits::cli
