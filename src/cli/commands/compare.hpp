#pragma once

#include "src/cli/options.hpp"
#include "src/io/output.hpp"
#include "src/io/result.hpp"
#include "src/io/write_table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace logits::cli {

/// Two tokens at some temperatures.
struct Comparison {
  struct At {
    double temperature;
    std::optional<double> p_a, p_b;      ///< after every step; not known where unlisted tokens have a say
    std::string cut_a = {}, cut_b = {};  ///< by which step, where one cuts them: "top-k 2"
  };
  TokenId a, b;
  double logit_a, logit_b;  ///< with their biases
  std::vector<At> at;       ///< by rising temperature
  bool is_plain = true;     ///< nothing but bias and temperature is on
};

/// Throws `Failure::input` if the row has not both tokens, `Failure::no_answer` if one is banned.
Comparison compare(const io::Result&, const Options&);

void print_comparison(io::Output&, const io::Result&, const Comparison&, const Options&, const io::Looks&);

}  // namespace logits::cli
