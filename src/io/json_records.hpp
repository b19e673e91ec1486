#pragma once

#include "src/io/json.hpp"
#include "src/io/row.hpp"

namespace logits::io {

/// Whether the object is a record, that is, a token of its own with a logit.
bool is_record(const Json&);

/// Reads [{"token", "logit" or "logprob", "id", "bytes"}, ...]: `bytes` wins over `token`; other members are
/// ignored. This program's own tokens (`own`) are read by "logp".
void read_records(Row&, const Json::Array&, const Text&, bool own);

}  // namespace logits::io
