#pragma once

#include "src/cli/options.hpp"
#include "src/cli/progress.hpp"
#include "src/io/result.hpp"

#include <cstdint>
#include <string>

namespace logits::cli {

/// An SVG picture of the row: its probabilities as bars, a sweep as lines, or draws against probabilities.
/// Throws as `sweep` does.
std::string plot(const io::Result&, const Options&, std::uint64_t seed, Progress&);

}  // namespace logits::cli
