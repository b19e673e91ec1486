#pragma once

#include "src/io/json.hpp"
#include "src/io/row.hpp"

namespace logits::io {

/// Reads {"logits": [...], "tokens", "ids", "bias", "temperature", "top_k", "id"}. Other members are ignored,
/// unless they are parameters by another program's name, or look like one of these mistyped.
void read_wrapped(Row&, const Json&, const Text&);

/// Reads all of it but its tokens: what is asked for them.
void read_request(Row&, const Json&, const Text&);

/// Appends an array of numbers to the row's logits.
void read_numbers(Row&, const Json::Array&, const Text&);

/// The row's own id: any string or number, as JSON. Nothing if it has none.
void read_row_id(Row&, const Json* id, const Text&);

}  // namespace logits::io
