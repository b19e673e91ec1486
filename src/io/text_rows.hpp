#pragma once

#include "src/io/lines.hpp"
#include "src/io/row.hpp"
#include "src/io/scan/scanning.hpp"

#include <memory>

namespace logits::io {

/// Reads text: numbers one a line or many a line, or lines of a token and its number. `form` is automatic,
/// pairs or rows.
Rows text_rows(std::shared_ptr<Lines>, Form form, Scanning scanning = Scanning::plain_shapes);

}  // namespace logits::io
