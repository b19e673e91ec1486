#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace logits {

/// What kind of thing went wrong. The values are the exit codes of the command.
enum class Failure {
  no_answer = 1,  ///< a valid question without an answer: every token is banned
  usage = 2,      ///< an option or parameter value that is not allowed
  input = 3,      ///< data that cannot be read, or is no usable distribution
  output = 4,     ///< the results could not be written
};

/// The one exception of this project. `what()` is one line: lower case, no full stop, quoting the offending
/// text.
struct Error : std::runtime_error {
  Error(Failure kind, const std::string& what, std::string more = {})
      : std::runtime_error(what), failure(kind), details(std::move(more)) {}

  Failure failure;
  std::string details;  ///< further lines for a person: the place, a caret, a hint. May be empty.
};

}  // namespace logits
