#pragma once

#include "src/cli/quiz/exercise.hpp"
#include "src/io/output.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace logits::cli {

/// A number of a column, as it is shown.
std::string cell(const Column&, std::size_t row);

/// "a" for the first question of an exercise.
char letter(std::size_t question);

/// Words in lines of at most 77 columns under an indent of three; `first` stands before them, in its place.
void print_wrapped(io::Output&, std::string_view text, std::string_view first = "   ");

/// The heading, what is given and the table; `number` is from 1.
void print_setting(io::Output&, const Exercise&, std::uint64_t number);

/// The worked answer and the commands that show it.
void print_lesson(io::Output&, const Exercise&);

}  // namespace logits::cli
