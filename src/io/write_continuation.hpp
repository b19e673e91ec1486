#pragma once

#include "src/io/output.hpp"
#include "src/io/result.hpp"
#include "src/io/write_table.hpp"

#include <string>

namespace logits::io {

/// "drawn mat (p 0.5507, 0.8607 bits); mu 10.0000 -> 10.4139; history 1". The result must have a
/// continuation.
std::string continuation_line(const Result&, const Looks&);

/// The line under what is told of the row, where rows are one sequence.
void print_continuation(Output&, const Result&, const Looks&);

}  // namespace logits::io
