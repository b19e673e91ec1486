#pragma once

#include "src/io/bytes.hpp"
#include "src/io/row.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace logits::io {

/// Whether an input may be a safetensors file, by its first bytes: the length of a JSON header, then its
/// brace. With fewer than `safetensors_start` bytes, whether it still may turn out to be one.
bool may_be_safetensors(std::string_view start);
inline constexpr std::size_t safetensors_start = 9;

/// Reads one tensor of a safetensors file, or the only one where `tensor` is empty: a row of numbers, or rows
/// of them.
Rows safetensors_rows(std::shared_ptr<Bytes>, const std::string& tensor);

}  // namespace logits::io
