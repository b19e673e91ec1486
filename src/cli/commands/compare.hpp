#pragma once

#include "src/cli/options.hpp"
#include "src/io/output.hpp"
#include "src/io/result.hpp"
#include "src/io/write_table.hpp"

#include <optional>
#include <vector>

namespace logits::cli {

/// Two tokens at some temperatures.
struct Comparison {
  struct At {
    double temperature;
    std::optional<double> p_a, p_b;  ///< after every step; not known where unlisted tokens have a say
  };
  TokenId a, b;
  double logit_a, logit_b;  ///< with their biases
  std::vector<At> at;       ///< by rising temperature
};

/// Throws `Failure::input` if the row has not both tokens, `Failure::no_answer` if one is banned.
Comparison compare(const io::Result&, const Options&);

void print_comparison(io::Output&, const io::Result&, const Comparison&, const Options&, const io::Looks&);

}  // namespace logits::cli
