#pragma once

#include "src/cli/options.hpp"
#include "src/io/row.hpp"

namespace logits::cli {

// A value that has no effect, because what it needs is off, would go unnoticed: it is refused.

/// Those of the command line (`Failure::usage`) and of the row's own document (`Failure::input`).
void refuse_idle_values(const Chain&, const Options&, const io::Row&);

/// Those of a chain that was given as text. Throws `Failure::usage`; also for a step that is off in it.
void refuse_idle_values(const Chain&);

}  // namespace logits::cli
