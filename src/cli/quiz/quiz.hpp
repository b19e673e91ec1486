#pragma once

#include "src/cli/streams.hpp"
#include "src/io/output.hpp"

#include <cstdint>

namespace logits::cli {

/// Exercises 0 to count - 1 of a seed.
struct Quiz {
  std::uint64_t seed = 0;
  std::uint32_t count = 6;
};

enum class SheetStyle { text, markdown, json };

/// The exercises for paper: as text, as a Markdown handout, or as one line of JSON, which always has the
/// answers. Text is at most 80 columns wide.
void print_quiz(io::Output&, const Quiz&, bool answers, SheetStyle);

/// Asks the exercises one by one, checks each line of `streams.in`, explains, and ends with the score.
/// "?" or an empty line shows an answer, "q" or the end of the input stops. Right and wrong are words; color
/// only underlines them.
void ask_quiz(const Streams& streams, const Quiz&, bool color);

}  // namespace logits::cli
