#pragma once

#include "src/io/json.hpp"
#include "src/io/row.hpp"

#include <vector>

namespace logits::io {

/// The parts of a document that are a row each.
std::vector<const Json*> row_parts(const Json& document, const Text&);

/// Reads one of them. Throws `Failure::input`.
Row read_row(const Json& part, const Text&);

}  // namespace logits::io
