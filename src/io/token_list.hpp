#pragma once

#include "src/io/json.hpp"
#include "src/io/row.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// The tokens that a JSON array names, by label or by id: ["mat", 5]. Throws `Failure::input`.
std::vector<TokenName> read_token_names(const Json&, const Text&);

/// The tokens of an option: words between blanks (`mat "New York" 5`, in double quotes a JSON string), or a
/// JSON array; after an `@` the name of a file that has such a list. `who` is the option. Throws
/// `Failure::input`.
std::vector<TokenName> read_token_list(std::string_view text, std::string_view who);

}  // namespace logits::io
