#pragma once

#include "src/io/api/response.hpp"
#include "src/io/row.hpp"

#include <optional>
#include <string>

namespace logits::io::api {

/// "position 3", "position 3 of the prompt", "position 3 of choice 1"
std::string words_for(const Position&);

/// The row of a position: the tokens listed, in the order of the list; then the chosen one, if its log-prob
/// is told and it is not in the list (where it is, the list's log-prob counts); last the rest. `position`
/// says all but which token was chosen. Tokens marked as unlisted are part of the rest. Throws
/// `Failure::input`, also if no log-prob is left.
Row row_of(Listing, Position position, std::string place, const Text&);

}  // namespace logits::io::api
