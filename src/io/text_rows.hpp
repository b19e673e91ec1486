#pragma once

#include "src/io/lines.hpp"
#include "src/io/row.hpp"

#include <memory>
#include <string>
#include <vector>

namespace logits::io {

/// Reads text: numbers one a line or many a line, or lines of a token and its number. `form` is automatic,
/// pairs or rows.
Rows text_rows(std::shared_ptr<Lines>, Form form);

/// The one row that values on the command line make: `3.2`, or `mat=3.2`.
Rows hand_fed_row(std::vector<std::string> words);

/// Whether a word of the command line is a value and not the name of a file: a number, or `token=number`.
bool is_hand_fed(std::string_view word);

}  // namespace logits::io
