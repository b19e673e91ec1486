#pragma once

#include "logits/chain.hpp"
#include "src/cli/given.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logits::cli {

inline constexpr std::uint64_t most_steps = 100000;

/// What --over names: a number that a step or picker takes, or the bias of a token, and a range of it.
struct SweepScope {
  Parameter parameter;
  std::string token = {};  ///< whose bias
  std::string range = {};  ///< "FROM..TO", or empty

  bool is_of(std::string_view name) const { return parameter.name == name; }
  bool is_count() const { return parameter.range == Range::count; }
};

/// The temperature where there is no --over. Throws `Failure::usage`, as all of these do.
SweepScope sweep_scope(const Given&);

/// How a range for it may look: "for example --over min-p=0.1..1".
std::string example_of(const SweepScope&);

/// The ends of its range, which must be values of the parameter, and above zero for equal factors.
std::pair<double, double> range_of(const SweepScope&, bool logarithmic);

/// Each whole number of its range. From 1 for top-k, whose 0 keeps all and so does not come before 1.
std::vector<double> counts_of(const SweepScope&);

void require_upwards(double from, double to);

}  // namespace logits::cli
