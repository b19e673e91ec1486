#pragma once

#include "logits/candidates.hpp"
#include "src/io/row.hpp"

#include <string>
#include <string_view>

namespace logits::io {

/// The text as one word of a POSIX shell: bare, or in single quotes.
std::string shell_word(std::string_view text);

/// What an option may call a token so that it is found for certain: its name, or '#3' where others are called
/// so too or the name has control characters.
std::string option_name_of(const Row&, TokenId);

}  // namespace logits::io
