#pragma once

#include "src/io/output.hpp"
#include "src/io/result.hpp"

#include <cstdint>

namespace logits::io {

/// One HTML page that needs no other file: an interactive lesson that starts with the row's logits, its
/// parameters and the seed. Labels that are not UTF-8 have U+FFFD in place of the bytes that are wrong.
void write_page(Output&, const Result&, std::uint64_t seed);

}  // namespace logits::io
