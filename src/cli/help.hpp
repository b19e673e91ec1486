#pragma once

#include "src/cli/options.hpp"

#include <optional>
#include <string>

namespace logits::cli {

/// The help of a command, or the overview: at most 24 lines of 80 columns.
std::string help(std::optional<Command>);

/// Which forms the input may have, and the options that say how to read it.
std::string input_help();

/// What steps there are, in the default order, with their options and sources.
std::string samplers_help();

/// What to type, for somebody who typed nothing.
std::string short_help();

}  // namespace logits::cli
