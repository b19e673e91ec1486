#pragma once

#include "src/io/json.hpp"
#include "src/io/row.hpp"

namespace logits::io {

/// Reads back what this program's own output says of a position of a response, once the tokens are there.
void read_position(Row&, const Json&, const Text&);

/// The same for the tokens that a truncated distribution does not list.
void read_rest(Row&, const Json&, const Text&);

}  // namespace logits::io
