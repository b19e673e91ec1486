#pragma once

#include "logits/random.hpp"
#include "logits/softmax.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace logits {

/// How a draw finds its token. All find the same one; they differ in time alone.
enum class Lookup {
  scan,           ///< adds up until the token is reached: nothing is prepared or kept
  binary_search,  ///< in the cumulative probabilities
  guide_table,    ///< where to begin in them, for each of many equal strips of [0, 1) (Chen, Asau 1974)
};

/// The lookup that takes least time for so many draws from so many tokens, what it prepares included.
Lookup fastest_lookup(std::size_t tokens, std::uint64_t draws);

/// Draws with replacement from one distribution, which must stay where it is meanwhile and have a probability
/// above zero. Takes the random numbers as parameters, so that a test can choose them.
class Sampler {
 public:
  Sampler(const Distribution&, Lookup);
  Sampler(const Distribution& distribution, std::uint64_t expected_draws)
      : Sampler(distribution, fastest_lookup(distribution.ids.size(), expected_draws)) {}
  Sampler(const Distribution&&, auto) = delete;

  /// The first token in input order whose cumulative probability exceeds u times the total, for u in [0, 1).
  /// Never a token of probability zero.
  TokenId draw(double u) const;

  /// The token of each random number.
  void draw(std::span<const double> numbers, std::span<TokenId> tokens) const;

 private:
  double target(double u) const;
  std::size_t search(double u) const;
  std::size_t look_up(double u) const;

  std::span<const TokenId> ids_;
  std::span<const double> p_;
  Lookup lookup_;
  double total_ = 0;
  double below_total_ = 0;
  std::vector<double> cumulative_;
  std::vector<std::uint32_t> guide_;  // strip -> where the first token that it can draw stands
};

/// Throws `Failure::no_answer` if fewer than `count` tokens have a probability above zero.
void require_drawable(const Distribution&, std::uint64_t count);

/// `count` different tokens in the order in which they would be drawn one after the other without putting
/// back: ln p_i - ln(-ln u_i), descending (Gumbel top-k; Vieira 2014, Kool et al. 2019). The first m of n are
/// the same for every n. Throws `Failure::no_answer` if fewer than `count` tokens have a probability above
/// zero.
std::vector<TokenId> draw_without_replacement(const Distribution&, std::uint64_t count, const Random&);

}  // namespace logits
