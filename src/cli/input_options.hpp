#pragma once

#include "src/cli/given.hpp"
#include "src/io/row.hpp"

namespace logits::cli {

/// How the input is read: --from, --vocab-size, --tensor. Throws `Failure::usage`.
io::Reading reading_of(const Given&);

/// Which rows of it are wanted: --row or --rows; all where neither is given. Throws `Failure::usage`.
io::RowRange rows_of(const Given&);

}  // namespace logits::cli
