#pragma once

#include "logits/error.hpp"
#include "src/cli/options.hpp"
#include "src/io/output.hpp"
#include "src/io/result.hpp"
#include "src/io/write_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logits::cli {

/// What one engine makes of a row.
struct EngineRun {
  const Engine* engine;
  std::optional<io::Result> result;
  std::string refusal;               ///< where there is no result: "openai has no min-p"
  Failure failure = Failure::usage;  ///< of what kind that is
  double tv = 0;                     ///< total variation from the first engine that has a result
  std::string why;  ///< the step at which its tokens, or their logits, part from those of that engine
};

/// Runs the row through each of the engines that the options name. Throws `Failure::input` for what is wrong
/// with the row or the biases.
std::vector<EngineRun> run_engines(const io::Row&, const Options&, std::uint64_t number, std::uint64_t seed);

/// One line for each engine; of two engines, every step of theirs and the probabilities side by side.
void print_engines(io::Output&, const std::vector<EngineRun>&, const Options&, const io::Looks&);

/// What the engines are, without an input.
void list_engines(io::Output&, const Options&, const io::Looks&);

}  // namespace logits::cli
