#pragma once

#include "src/cli/given.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace logits::cli {

/// What `solve` looks for, and what shall hold then.
struct SolveOptions {
  enum class Unknown { temperature, bias, top_k, top_p, min_p };
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

  struct Kept {
    std::uint64_t count;
  };

  Unknown unknown = Unknown::temperature;
  std::variant<std::vector<Target>, Odds, Entropy, Kept> goal;
  bool value_only = false;
};

/// "temperature", "bias", "top-k" …
std::string_view name(SolveOptions::Unknown);

/// Whether it is a step that cuts.
inline bool is_cut(SolveOptions::Unknown unknown) {
  return unknown >= SolveOptions::Unknown::top_k;
}

/// Throws `Failure::usage`.
SolveOptions solve_options(const Given&, SolveOptions::Unknown);

}  // namespace logits::cli
