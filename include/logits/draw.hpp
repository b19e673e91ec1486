#pragma once

#include "logits/random.hpp"
#include "logits/softmax.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace logits {

/// Draws with replacement from one distribution. Takes the random number as a parameter, so that a test can
/// choose it.
class Sampler {
 public:
  explicit Sampler(const Distribution&);

  /// The first token in input order whose cumulative probability exceeds u times the total, for u in [0, 1).
  /// Never a token of probability zero.
  TokenId draw(double u) const;

 private:
  std::vector<TokenId> ids_;
  std::vector<double> cumulative_;
};

/// Throws `Failure::no_answer` if fewer than `count` tokens have a probability above zero.
void require_drawable(const Distribution&, std::uint64_t count);

/// `count` different tokens in the order in which they would be drawn one after the other without putting
/// back: ln p_i - ln(-ln u_i), descending (Gumbel top-k; Vieira 2014, Kool et al. 2019). The first m of n are
/// the same for every n. Throws `Failure::no_answer` if fewer than `count` tokens have a probability above
/// zero.
std::vector<TokenId> draw_without_replacement(const Distribution&, std::uint64_t count, const Random&);

}  // namespace logits
