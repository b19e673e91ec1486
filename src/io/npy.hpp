#pragma once

#include "src/io/bytes.hpp"
#include "src/io/row.hpp"

#include <memory>
#include <string_view>

namespace logits::io {

inline constexpr std::string_view npy_magic = "\x93NUMPY";

/// Reads a .npy file of version 1, 2 or 3: a row of numbers, or rows of them, in any number type that a
/// double can stand for.
Rows npy_rows(std::shared_ptr<Bytes>);

}  // namespace logits::io
