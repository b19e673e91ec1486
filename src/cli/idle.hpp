#pragma once

#include "src/cli/options.hpp"
#include "src/io/row.hpp"

#include <string>
#include <string_view>

namespace logits::cli {

// A value that has no effect, because what it needs is off, would go unnoticed: it is refused.

/// Those of the command line (`Failure::usage`) and of the row's own document (`Failure::input`).
void refuse_idle_values(const Chain&, const Options&, const io::Row&);

/// The parameters one of which this one needs to matter, "--a or --b", where a part that has it has none of
/// them on; else empty.
std::string missing_needs(const Chain&, std::string_view parameter);

/// Those of a chain that was given as text. Throws `Failure::usage`; also for a step that is off in it.
void refuse_idle_values(const Chain&);

}  // namespace logits::cli
