#pragma once

#include "src/io/bytes.hpp"
#include "src/io/row.hpp"

#include <memory>

namespace logits::io {

/// Reads numbers that stand one behind another and nothing else, the low byte first: `form` is f16, bf16, f32
/// or f64, a row has `vocab_size` of them.
Rows raw_rows(std::shared_ptr<Bytes>, const Reading&);

}  // namespace logits::io
