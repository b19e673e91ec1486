#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logits::io {

/// The one of `known` that `typed` was probably meant to be, if any is near: the only one that begins so
/// (three letters at least), else the one with the fewest letters changed, added, left out or swapped, at
/// most about a third of them. The first of equals.
std::optional<std::string> nearest(std::string_view typed, std::span<const std::string> known);

}  // namespace logits::io
