#pragma once

#include "src/io/scan/scanner.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logits::io {

/// Each reads an array of one kind that is not empty. Nothing where there is something else in it.
std::optional<std::vector<double>> scan_logits(Scanner&);
std::optional<std::vector<std::string>> scan_strings(Scanner&);
std::optional<std::vector<std::uint64_t>> scan_counts(Scanner&);

}  // namespace logits::io
