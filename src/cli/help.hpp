#pragma once

#include "src/cli/options.hpp"

#include <optional>
#include <string>

namespace logits::cli {

/// The help of a command, or the overview: at most 24 lines of 80 columns.
std::string help(std::optional<Command>);

/// What to type, for somebody who typed nothing.
std::string short_help();

}  // namespace logits::cli
