#pragma once

#include "logits/candidates.hpp"

#include <span>
#include <vector>

namespace logits {

/// What softmax makes of candidates: for each of them, in input order, its probability and its natural-log
/// probability.
struct Distribution {
  std::vector<TokenId> ids;
  std::vector<double> p;  ///< within 4 ulp of the exact value; 0 only where it is below the smallest double
  std::vector<double>
      logp;            ///< within 4 ulp too, also where p is 0, and for the leader, whose p may round to 1
  double entropy = 0;  ///< in nats

  double p_of(TokenId) const;  ///< 0 for a token that is not among them
};

/// p_i = exp(z_i / T) / sum of exp(z_j / T), with T the candidates' temperature. The same bits on every
/// machine: the order of every operation is fixed. Cannot overflow, whatever the logits and T.
/// What is moved into it needs no new memory for the ids and the log-probs.
Distribution softmax(Candidates);

/// e^logp for a log-prob, which is zero or less; the same bits on every machine.
double probability_of(double logp);

/// The distribution of candidates whose logits are log-probs already, as they are told: p_i = exp(z_i), and
/// nothing is divided by what they add up to. The temperature is 1. The entropy is the sum of -p_i z_i.
Distribution as_told(const Candidates&);
/// ln p, within 1.5 ulp, with the same bits on every machine. Minus infinity for 0. p is not negative.
double log_of(double p);

/// ln(1 - the sum of e^logp): the log-prob of everything that a list of log-probs leaves out. Minus infinity
/// if the sum is 1 or more; 0 for an empty list. The mass left out is wrong by at most 2^-50 (1 - e^l), l
/// being the largest log-prob: a tail of 1e-12 behind a token of almost all the mass keeps 15 digits, one
/// behind two equal tokens about 4. The same bits on every machine. A log-prob may be minus infinity; above 0
/// it counts as 0.
double log_of_rest(std::span<const double> logps);

}  // namespace logits
