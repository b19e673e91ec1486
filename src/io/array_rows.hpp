#pragma once

#include "src/io/bytes.hpp"
#include "src/io/number_type.hpp"
#include "src/io/row.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logits::io {

/// How an array of numbers lies in a file: its last axis is the tokens, all axes before it are rows.
struct ArrayLayout {
  NumberType type;
  std::vector<std::uint64_t>
      shape;                 ///< at least one axis; an array of any number of rows has the last one only
  bool any_rows = false;     ///< rows are read until the input ends
  bool fortran = false;      ///< the first axis runs fastest
  std::uint64_t behind = 0;  ///< how many bytes have to follow it

  std::uint64_t columns() const { return shape.back(); }
  std::uint64_t rows() const;
  std::uint64_t bytes() const;
};

/// "(2, 5)"
std::string shape_text(const std::vector<std::uint64_t>& shape);

/// Throws `Failure::input` for a shape that makes no rows: without an axis, without numbers, or of more
/// bytes than 64 bits count. `what` names the array.
void require_rows(const std::string& what, const std::vector<std::uint64_t>& shape);

/// The rows of an array whose first number is the next of `bytes`. Where the input's size is known, throws
/// `Failure::input` at once if it is not that of the array.
Rows array_rows(std::shared_ptr<Bytes> bytes, ArrayLayout);

}  // namespace logits::io
