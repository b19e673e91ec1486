#pragma once

#include "logits/candidates.hpp"
#include "logits/softmax.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace logits {

/// exp((a - b) / T): how many times as likely as a token with logit b one with logit a is, whatever other
/// tokens there are. T > 0. Infinity where a double cannot hold it.
double odds(double a, double b, double temperature);

/// What softmax makes of the candidates at temperature T > 0, whatever temperature they owe.
Distribution softmax_at(const Candidates&, double temperature);

/// How a token's probability goes as T grows from 0 to infinity. With β = 1/T, d ln p_i / dβ = z_i - E_β[z],
/// and E_β[z] grows with β: so p has at most one maximum on the way.
struct Course {
  struct Peak {
    double temperature;
    double p;
  };
  double cold;               ///< the limit for T -> 0: 1/m for one of m leaders, else 0
  double hot;                ///< the limit for T -> infinity: 1/n
  std::optional<Peak> peak;  ///< of a token above the mean that is no leader
};
Course course_of(const Candidates&, TokenId);

/// The temperatures above 0 at which the token has probability p, ascending: none, one or two. None when all
/// logits are equal, because then it is 1/n at every temperature; and none that a double cannot hold.
std::vector<double> temperatures_for(const Candidates&, TokenId, double p);

/// The temperature at which exp((a - b) / T) is `odds` > 0. Nothing where a and b, or the odds, are equal,
/// and where the likelier token would have to be the less likely one.
std::optional<double> temperature_for_odds(double a, double b, double odds);

/// The temperature at which the entropy is `nats`. It grows with T from ln m (m leaders) to ln n: nothing at
/// or beyond these ends.
std::optional<double> temperature_for_entropy(const Candidates&, double nats);

/// The bias that makes a token with logit a `odds` > 0 times as likely as one with logit b, at temperature T:
/// T ln odds + (b - a).
double bias_for_odds(double a, double b, double odds, double temperature);

/// A token and the probability that it shall have.
struct Target {
  TokenId id;
  double p;  ///< in (0, 1)
};

/// What a bias search found.
struct BiasesFound {
  std::vector<double> biases;  ///< one for each target; empty where top-k would cut one of them
  double least = 0;            ///< the least p that a single target can have without being cut
};

/// The biases that give each target its probability, on top of the candidates' logits and at the temperature
/// they owe; top-k comes after them (0: off). The other tokens keep their odds among each other. The targets
/// are different tokens, and their probabilities add up to less than 1; or, where no other token is left, to
/// 1, and then the first has bias 0.
BiasesFound biases_for(const Candidates&, std::span<const Target>, std::uint64_t top_k = 0);

}  // namespace logits
