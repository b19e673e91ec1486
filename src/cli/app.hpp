#pragma once

#include "src/cli/streams.hpp"

#include <string>
#include <vector>

namespace logits::cli {

/// The whole command: takes the arguments without the program's name, gives the exit code. Never throws.
int run(const std::vector<std::string>& arguments, Streams);

}  // namespace logits::cli
