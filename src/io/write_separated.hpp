#pragma once

#include "src/io/output.hpp"
#include "src/io/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// A token as --format tsv writes it: \t \n \r \\ escaped, and one in quotes as a JSON string, so that it
/// reads back.
std::string tsv_field(std::string_view text);

/// A field of CSV (RFC 4180): in quotes where it must be. One with control characters is a JSON string, as in
/// TSV.
std::string csv_field(std::string_view text);

/// The tokens in the order given: token, p or log-prob, and p before where the result has it. CSV begins with
/// a header. The rest of a truncated distribution is the last line.
void write_tsv(Output&, const Result&, const std::vector<TokenId>& order, bool logprobs);
void write_csv(Output&, const Result&, const std::vector<TokenId>& order, bool logprobs);

}  // namespace logits::io
