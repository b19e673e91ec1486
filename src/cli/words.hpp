#pragma once

#include "src/cli/given.hpp"
#include "src/cli/options.hpp"

#include <string_view>
#include <vector>

namespace logits::cli {

std::vector<std::string_view> names_of_commands();

/// Reads the words that are no options: the command, what it wants to know before its input (the two tokens
/// of `compare`, what `solve` looks for), and the inputs. Throws `Failure::usage`.
void read_words(const Given&, Options&);

}  // namespace logits::cli
