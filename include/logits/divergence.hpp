#pragma once

#include "logits/candidates.hpp"

#include <cstddef>
#include <vector>

namespace logits {

/// One token in two distributions A and B that both, or one of the two, may draw.
struct TokenChange {
  TokenId id;
  bool in_a, in_b;        ///< whether it is among the candidates
  double p_a, p_b;        ///< 0 where it is not among the candidates, or below the smallest double
  double logp_a, logp_b;  ///< minus infinity where it is not among the candidates, or beyond a double
  double change;          ///< p_b - p_a: a small one keeps all its digits
  double log_ratio;       ///< ln(p_b / p_a), likewise; infinite where only one of the two has the token
};

/// How far distribution B is from distribution A. All logarithms are natural. Nothing is NaN or below zero,
/// and everything is exactly 0 where A and B are the same but for a constant that all logits of B have more.
///
/// The sums are of terms that are not negative, and a log-ratio is taken from the difference of two logits
/// before anything is rounded. So a divergence of 1e-24 has as many right digits as one of 1: kl, kl_reverse,
/// js and tv are within 1e-13 of the exact value, relative to it, for the doubles read. The same bits on
/// every machine.
struct Divergence {
  double kl = 0;  ///< KL(A || B) = sum of p_a ln(p_a / p_b) (Kullback and Leibler 1951); infinite where
                  ///< A has a token that B has not
  double kl_reverse = 0;  ///< KL(B || A)
  double js = 0;          ///< half KL(A || M) + half KL(B || M), M = (A + B) / 2 (Lin 1991); at most ln 2
  double tv = 0;          ///< total variation: half the sum of |p_b - p_a|; at most 1

  double entropy_a = 0, entropy_b = 0;

  double logp_rms = 0;  ///< root mean square of ln(p_b / p_a) over the tokens that both have, each counting
                        ///< the same; 0 if there is none. A log-prob that overflows in both does not count.
  double logp_max = 0;  ///< the largest |ln(p_b / p_a)| of these

  std::size_t only_a = 0, only_b = 0;  ///< how many candidates the other has not

  std::vector<TokenChange> tokens;  ///< all that A or B has, ascending ids
};

/// ln(b / a) for a, b > 0 whose difference is known: where that is small, it still has digits when a and b
/// look the same.
double log_of_ratio(double a, double b, double difference);

Divergence divergence(const Candidates& a, const Candidates& b);

/// How far A and B agree on the most likely tokens. Of equally likely ones the earlier is the more likely.
struct Agreement {
  TokenId leader_a = 0, leader_b = 0;
  double top1 = 0;         ///< 1 if they have the same leader, else 0
  double top5 = 0;         ///< which part of A's top 5 is in B's; of all of them where they have fewer
  double top10 = 0;        ///< the same for the top 10
  std::size_t rank_b = 0;  ///< of A's leader in B, from 1
  double rank_change = 0;  ///< mean of |rank in B - rank in A| over A's top 10. What B has not ranks behind
                           ///< all that it has.
};

Agreement agreement(const Candidates& a, const Candidates& b);

}  // namespace logits
