#pragma once

#include "src/io/array_rows.hpp"

#include <string_view>

namespace logits::io {

/// What the header of a .npy file says: a Python dictionary of exactly `descr`, `fortran_order` and `shape`.
/// It is read, not evaluated. Throws `Failure::input` for anything else, and for what are no numbers; `name`
/// is that of the file.
ArrayLayout read_npy_header(std::string_view name, std::string_view header);

}  // namespace logits::io
