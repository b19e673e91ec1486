#pragma once

#include "src/cli/options.hpp"
#include "src/cli/streams.hpp"
#include "src/io/output.hpp"

namespace logits::cli {

/// Answers the command for each row of the input, one after the other. Gives the exit code; throws at the
/// first bad row, unless it is to keep going.
int answer_rows(const Options&, const Streams&, io::Output&, Progress&);

}  // namespace logits::cli
