#pragma once

#include "src/cli/given.hpp"

#include <string>
#include <variant>
#include <vector>

namespace logits::cli {

/// What `solve` looks for, and what shall hold then.
struct SolveOptions {
  enum class Unknown { temperature, bias };
  struct Target {
    std::string token;
    double p;
    std::string given_by;
  };
  struct Odds {
    std::string token, versus;
    double odds;
  };
  enum class Unit { nats, bits, perplexity };
  struct Entropy {
    double amount;
    Unit unit;
  };

  Unknown unknown = Unknown::temperature;
  std::variant<std::vector<Target>, Odds, Entropy> goal;
  bool value_only = false;
};

/// Throws `Failure::usage`.
SolveOptions solve_options(const Given&, SolveOptions::Unknown);

}  // namespace logits::cli
