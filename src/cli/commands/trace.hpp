#pragma once

#include "logits/candidates.hpp"
#include "logits/softmax.hpp"
#include "src/io/result.hpp"

#include <cstddef>
#include <vector>

namespace logits::cli {

/// What one part of the chain did.
struct Trace {
  std::size_t part;
  Candidates before;
  Candidates after;
  Distribution p_before;
  Distribution p_after;
  std::vector<TokenId> kept;  ///< by the falling logit that they had before it; the earlier first of equals
  std::vector<TokenId> cut;   ///< likewise, the rest of a truncated distribution last
  double cut_mass = 0;        ///< what they held before it
};

/// The parts of a result's chain that are on, one after the other. Of a truncated distribution whose rest is
/// cut the temperature must be 1 or 0: what another does to the rest is not known.
std::vector<Trace> trace_of(const io::Result&);

/// A candidate's logit, divided by what is owed.
double logit_of(const Candidates&, TokenId);

/// A token's probability before and after a step that it survived.
struct Change {
  TokenId id = 0;
  double before = 0;
  double after = 0;
};

/// Those of the tokens left whose probability grew most and shrank most; the earlier of equals.
struct Effect {
  Change gains;
  Change loses;
};
Effect effect_of(const Trace&);

}  // namespace logits::cli
