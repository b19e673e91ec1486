#pragma once

#include "src/io/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logits::io {

/// The token that a model chose at a position, and what the steps make of it.
struct ChosenToken {
  Position position;
  std::optional<double> p, logp;  ///< nothing where its log-prob is not told
  std::optional<std::size_t> rank;

  struct Other {
    std::string token;
    double p;
  };
  std::vector<Other> others;   ///< the likeliest of all that are listed, at most five, the chosen one too
  std::optional<double> rest;  ///< p of the tokens that are not listed
};

/// What the result says of the token that was chosen at its position.
ChosenToken chosen_token(const Result&);

/// The tokens of one choice of one response, or of its prompt.
struct Passage {
  std::vector<ChosenToken> tokens;  ///< never empty

  std::uint64_t response() const { return tokens.front().position.response; }
  bool in_prompt() const { return tokens.front().position.in_prompt; }
  std::uint64_t choice() const { return tokens.front().position.choice; }
};

/// Collects the chosen tokens of responses, position by position.
class Responses {
 public:
  void add(ChosenToken);

  const std::vector<Passage>& passages() const { return passages_; }

  /// "response 1, choice 2, prompt": as much as it takes to tell a passage from the others; empty for the
  /// only one.
  std::string title_of(const Passage&) const;

 private:
  std::vector<Passage> passages_;
};

/// What a passage's log-probs say as a whole.
struct Certainty {
  std::size_t tokens = 0;   ///< those whose log-prob is told
  std::size_t unknown = 0;  ///< and those whose is not
  double mean_logp = 0;
  double perplexity = 1;                     ///< exp of minus the mean
  std::vector<const ChosenToken*> doubtful;  ///< the least certain, at most five, the least first
};
Certainty certainty_of(const Passage&);

}  // namespace logits::io
