#pragma once

#include <span>
#include <string_view>

namespace logits::page {

/// The HTML page in pieces: up to where the JSON of the given logits goes, and from there to its end.
std::span<const std::string_view> before_given();
std::span<const std::string_view> after_given();

}  // namespace logits::page
