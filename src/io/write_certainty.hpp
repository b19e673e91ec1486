#pragma once

#include "src/io/output.hpp"
#include "src/io/response.hpp"
#include "src/io/write_table.hpp"

namespace logits::io {

/// "24 tokens, mean log-prob -0.4312, perplexity 1.54".
std::string words_of(const Certainty&, int digits);

/// A line or two for each passage, and its least certain positions.
void print_certainty(Output&, const Responses&, const Looks&);

/// One object: {"schema", "responses": [{…}]}.
void print_certainty_json(Output&, const Responses&);

}  // namespace logits::io
