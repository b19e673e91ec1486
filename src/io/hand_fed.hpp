#pragma once

#include "src/io/row.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// The one row that values on the command line make: `3.2`, or `mat=3.2`.
Rows hand_fed_row(std::vector<std::string> words);

/// Whether a word of the command line is a value and not the name of a file: a number, or `token=number`.
bool is_hand_fed(std::string_view word);

}  // namespace logits::io
