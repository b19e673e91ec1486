#pragma once

#include "src/io/row.hpp"
#include "src/io/scan/scanner.hpp"

#include <optional>

namespace logits::io {

/// Which records: those of other programs have a "logit" or a "logprob", this program's own a "logp".
enum class Records { foreign, own };

/// Reads an array of records, as `read_records` does. Nothing where one is odd.
std::optional<Row> scan_records(Scanner&, Records);

}  // namespace logits::io
