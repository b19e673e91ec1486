#pragma once

#include "logits/candidates.hpp"
#include "logits/steps.hpp"
#include "src/io/result.hpp"

#include <vector>

namespace logits::cli {

/// What one step did.
struct Trace {
  Step step;
  Candidates before;
  Candidates after;
  std::vector<TokenId> cut;  // by falling logit
  double cut_mass = 0;
};

/// The steps of a result that are on, one after the other.
std::vector<Trace> trace_of(const io::Result&);

/// Tokens by falling logit, biases included; the earlier first of equals.
std::vector<TokenId> by_logit(const std::vector<TokenId>&, const io::Result&);

}  // namespace logits::cli
