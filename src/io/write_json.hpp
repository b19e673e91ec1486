#pragma once

#include "src/io/output.hpp"
#include "src/io/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace logits::io {

/// The members that every JSON result begins with: {"schema", "row", "id", "params", "count", "kept",
/// "entropy"; of a row of a sequence "drawn" or "given", and "state". No closing brace.
void write_json_head(Output&, const Result&);

/// , "entropy_bits" and "perplexity", unless tokens that are not listed have a share in them.
void write_json_stats(Output&, const Result&);

/// , "name": value for the first parameter of a part of the chain, and for the others that are not as they
/// are by default; null for a count that is off.
void write_json_parameters(Output&, const Chain&, std::size_t part);

/// "token", and "bytes" where it is not UTF-8. No braces.
void write_json_label(Output&, std::string_view label);

/// "index", "token", "id": who a token is. No braces.
void write_json_token(Output&, const Row&, TokenId);

/// , "tokens": [...] in the order given.
void write_json_tokens(Output&, const Result&, const std::vector<TokenId>& order);

}  // namespace logits::io
