#pragma once

#include "logits/candidates.hpp"

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
Distribution softmax(const Candidates&);

/// e^logp for a log-prob, which is zero or less; the same bits on every machine.
double probability_of(double logp);

/// The distribution of candidates whose logits are log-probs already, as they are told: p_i = exp(z_i), and
/// nothing is divided by what they add up to. The temperature is 1. The entropy is the sum of -p_i z_i.
Distribution as_told(const Candidates&);

}  // namespace logits
