#pragma once

#include "src/io/json.hpp"
#include "src/io/row.hpp"

#include <string>
#include <vector>

namespace logits::io {

/// The parts of a document that are a row each.
std::vector<const Json*> row_parts(const Json& document, const Text&);

/// Reads one of them, whose line is `place`. Throws `Failure::input`.
Row read_row(const Json& part, const Text&, std::string place);

}  // namespace logits::io
