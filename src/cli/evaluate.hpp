#pragma once

#include "src/cli/options.hpp"
#include "src/io/result.hpp"

#include <cstdint>

namespace logits::cli {

/// The steps of a row: those of the command line, and under them those of the row's own document. Bias is the
/// first.
std::vector<Step> steps_for(const Options&, const io::Row&);

/// What the row's steps leave of its tokens, which the row lists all. Throws as `evaluate` does.
Candidates candidates_for(const Options&, const io::Row&);

/// Runs the row through its steps. Throws `Failure::no_answer` if they leave no token, or too few to draw,
/// `Failure::input` for a bias that names no token or overflows.
io::Result evaluate(const Options&, io::Row, std::uint64_t number);

}  // namespace logits::cli
