#pragma once

#include "src/io/row.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace logits::cli {

/// Which positions of responses are asked for; all, where nothing is said.
struct Selection {
  std::optional<std::uint64_t> position;
  bool in_prompt = false;  ///< the position is one of the prompt
  std::optional<std::uint64_t> choice;

  bool is_all() const { return !position && !choice; }
};

/// The position that an option names: N, or prompt:N. Throws `Failure::usage`.
void select_position(Selection&, const std::string& value);

/// The rows with their numbers, and with those of the responses that they are positions of. A number that
/// does not go on begins another response; choices of a stream take turns.
io::Rows numbered(io::Rows rows);

/// The rows that are asked for. Throws what `rows` throws; and `Failure::input` for a row that is no position
/// of a response, and at the end if there was none of those asked for, telling which there were.
io::Rows selected(io::Rows rows, const Selection&);

}  // namespace logits::cli
