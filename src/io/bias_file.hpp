#pragma once

#include "src/io/json.hpp"
#include "src/io/row.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// Biases as JSON: OpenAI's map {"token or id": b}, or llama.cpp's list [[id, b], ["text", b], [id, false]].
/// `false` and
/// "-inf" ban; {}, [] and null hold none. Throws `Failure::input`.
std::vector<NamedBias> read_bias(const Json&, const Text&);

/// The same from a file.
std::vector<NamedBias> read_bias_file(const std::string& path);

}  // namespace logits::io
