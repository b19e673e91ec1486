#pragma once

#include "src/cli/options.hpp"
#include "src/cli/streams.hpp"
#include "src/io/write_table.hpp"

namespace logits::cli {

/// How things look to a person: as the options say, and as the world outside can show.
io::Looks looks_of(const Options&, const Streams&);

}  // namespace logits::cli
