#pragma once

#include "src/io/lines.hpp"
#include "src/io/row.hpp"

#include <memory>

namespace logits::io {

/// Reads JSON: one document a line (NDJSON) if the first line is one, else documents that end at the end of a
/// line; `form` is automatic, json (exactly one document) or ndjson (a line each). A document is an array of
/// numbers, an array of arrays or of records, {"token": logit}, {"tokens": […], "logits": […], …}, or this
/// program's own output.
Rows json_rows(std::shared_ptr<Lines>, Form form);

}  // namespace logits::io
