#pragma once

#include "src/cli/options.hpp"
#include "src/io/output.hpp"
#include "src/io/result.hpp"
#include "src/io/write_table.hpp"

#include <vector>

namespace logits::cli {

/// A row at each value of a sweep.
struct Swept {
  std::vector<double> values;
  std::vector<TokenId> tokens;         ///< those that have a column: the likeliest, by their highest p
  std::vector<std::vector<double>> p;  ///< for each of these tokens, its p at each value
  std::vector<double> rest;            ///< p of all other tokens together, listed or not, at each value
  std::vector<double> entropy;         ///< in nats, at each value
  bool is_open = false;  ///< tokens that are not listed have a share: the entropy is at least that
};

/// Throws `Failure::input` and `Failure::no_answer` for a bias of a token that is not there or banned,
/// `Failure::usage` for a parameter that the chain has not, or that changes nothing because its step is off.
Swept sweep(const io::Result&, const Options&);

/// What an engine leaves out at some value of the sweep, in words, or empty.
std::string left_out_in_sweep(const io::Result&, const Options&);

/// The row's chain with the swept parameter, in every part that has it, as it is by default.
Chain without_swept(const io::Result&, const Options&);

/// "T", "bias", "top-k"
std::string axis_of(const SweepOptions&);

void print_sweep(io::Output&, const io::Result&, const Swept&, const Options&, const io::Looks&);

}  // namespace logits::cli
