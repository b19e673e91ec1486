#pragma once

#include "src/io/place.hpp"
#include "src/io/row.hpp"

#include <optional>
#include <vector>

namespace logits::io {

/// The rows of a JSON document of a plain shape: an array of numbers, or of such arrays, {"token": logit},
/// {"logits": [...], ...}, records, this program's own output. Nothing for any other, and for one with
/// anything wrong in it: then `parse_json` and what reads its tree are to be asked, and they give the same
/// rows for those that this takes.
std::optional<std::vector<Row>> scan_rows(const Text& document);

}  // namespace logits::io
