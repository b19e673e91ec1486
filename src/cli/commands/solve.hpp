#pragma once

#include "src/cli/options.hpp"
#include "src/io/output.hpp"
#include "src/io/result.hpp"
#include "src/io/write_table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace logits::cli {

/// What `solve` found.
struct Solution {
  std::vector<TokenId> tokens;  ///< those that the goal names
  std::vector<double> values;   ///< the temperatures, ascending; or a bias for each of the tokens; or the cut
  std::vector<double> reached;  ///< what comes out at each of them: p, odds or nats
  std::vector<std::string> why;  ///< lines for a person

  /// Of a cut: how many tokens it keeps, and all the values with which it keeps them.
  struct Interval {
    double least, most;
  };
  std::size_t kept = 0;
  std::optional<Interval> interval = {};
};

/// What is run of the row's chain where the unknown is on: an engine's order may hang on it. Throws
/// `Failure::usage` where the engine leaves the unknown out, or runs the others in another order without it.
Chain chain_to_solve(const io::Result&, const Options&);

/// The result's chain must be the one to solve. Throws `Failure::no_answer` when nothing reaches the goal,
/// and says what is within reach.
Solution solve(const io::Result&, const Options&);

void print_solution(io::Output&, const io::Result&, const Solution&, const Options&, const io::Looks&);

}  // namespace logits::cli
