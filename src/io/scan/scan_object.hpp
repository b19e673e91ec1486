#pragma once

#include "src/io/place.hpp"
#include "src/io/row.hpp"
#include "src/io/scan/scanner.hpp"

#include <optional>

namespace logits::io {

/// Reads {"token": logit, ...}. Nothing where a value is no logit, or a label is there twice.
std::optional<Row> scan_map(Scanner&);

/// Reads an object with its tokens in arrays: a wrapped vector, or this program's own output. Nothing for any
/// other, and `Error` for what is wrong, but not with the right words.
std::optional<Row> scan_wrapped(Scanner&, const Text&);

}  // namespace logits::io
