#pragma once

#include "logits/chain.hpp"

#include <cmath>
#include <vector>

/// What a step keeps of a row.
namespace kept_by {

using Ids = std::vector<logits::TokenId>;

inline Ids kept(const logits::Step& step, const std::vector<double>& logits, double temperature = 1,
                const logits::State& state = {}) {
  logits::Candidates candidates = logits::Candidates::from(logits);
  candidates.temperature = temperature;
  logits::apply_part({.steps = {step}}, 0, candidates, state);
  return candidates.ids;
}

/// The logits of these probabilities.
inline std::vector<double> logs(std::vector<double> p) {
  for (double& each : p) each = std::log(each);
  return p;
}

}  // namespace kept_by
