#pragma once

#include "src/io/lines.hpp"
#include "src/io/row.hpp"
#include "src/io/scan/scanning.hpp"

#include <memory>

namespace logits::io {

/// How JSON documents are wrapped.
enum class Framing { none, events };

/// Reads JSON: one document a line (NDJSON) if the first line is one, else documents that end at the end of a
/// line; `form` is automatic, json (exactly one document), ndjson (a line each) or api (all are responses). A
/// document is an array of numbers, an array of arrays or of records, {"token": logit}, {"tokens": […],
/// "logits": […], …}, this program's own output, or the response of an API. As server-sent events they are
/// the pieces of responses.
Rows json_rows(std::shared_ptr<Lines>, Form form, Framing framing = Framing::none,
               Scanning scanning = Scanning::plain_shapes);

}  // namespace logits::io
