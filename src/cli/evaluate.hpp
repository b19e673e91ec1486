#pragma once

#include "logits/state.hpp"
#include "src/cli/options.hpp"
#include "src/io/result.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace logits::cli {

/// A row with its chain and its state: all that there is before anything is computed.
///
/// The chain is that of the command line, and under it the settings of the row's own document. Throws
/// `Failure::input` for a bias or a history that names no token, and for a bias that overflows;
/// `Failure::usage` for a setting that changes nothing because its step is off, or not in the order.
/// The state is that of the row's own prompt and history, or what `before` has of the rows before it.
io::Result prepared(const Options&, io::Row, std::uint64_t number, std::uint64_t seed,
                    std::optional<State> before = {});

/// What is run where a row's chain is set like this, and what is to be said of that: the order of an engine
/// may hang on the values. To be asked anew for each value that a command tries.
Told<Chain> chain_to_run(const Options&, const Chain& set);

/// What is to be said of steps that are on and look back at tokens, of which there are none. Empty where
/// there is nothing to say.
std::string note_on_looking_back(const io::Result&, const Options&);

/// What the row's chain leaves of its tokens, which the row lists all. Throws as `evaluate` does.
Candidates candidates_for(const Options&, const io::Row&);

/// Runs the row through its chain. Throws `Failure::no_answer` if that leaves no token, or too few to draw.
io::Result evaluate(const Options&, io::Result prepared);

}  // namespace logits::cli
