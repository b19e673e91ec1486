#pragma once

#include "src/cli/options.hpp"
#include "src/cli/streams.hpp"
#include "src/io/output.hpp"

namespace logits::cli {

/// Says how far the logits of the second input are from those of the first, row by row or over all rows.
/// Holds one row of each at a time. Gives the exit code; throws at the first bad row, unless it is to keep
/// going, and where one input has more rows than the other.
int diff_inputs(const Options&, const Streams&, io::Output&, Progress&);

}  // namespace logits::cli
