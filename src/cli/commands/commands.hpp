#pragma once

#include "src/cli/options.hpp"
#include "src/cli/progress.hpp"
#include "src/io/output.hpp"
#include "src/io/result.hpp"
#include "src/io/write_table.hpp"

#include <cstdint>
#include <functional>
#include <string_view>

namespace logits::cli {

/// What a command says of a row, found already: prints it after `heading`. Only writing can fail.
using Reply = std::function<void(io::Output&, std::string_view heading)>;

/// What the command that the options name says of the row. `seed` is the one given, or that of this run.
/// Refers to the options, looks and progress. Throws `Failure::input` where a command names a token that the
/// row has not, `Failure::no_answer` where there is none.
Reply reply_to(io::Result, const Options&, const io::Looks&, std::uint64_t seed, Progress&);

void print_probs(io::Output&, const io::Result&, const Options&, const io::Looks&);
void print_sample(io::Output&, const io::Result&, const Options&, const io::Looks&, std::uint64_t seed,
                  Progress&);
void print_explanation(io::Output&, const io::Result&, const Options&, const io::Looks&);

}  // namespace logits::cli
