#pragma once

#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "src/io/row.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace logits::io {

/// The token that a sequence goes on with behind a row, and what that does to the state.
struct Continuation {
  TokenId token;
  bool is_given;                                 ///< and not drawn
  std::size_t history;                           ///< how many tokens were generated so far, this one too
  std::optional<double> mu = {}, mu_after = {};  ///< mirostat's, where that is on
  std::optional<double> average = {}, average_after = {};  ///< of the p drawn: adaptive-p's, likewise
};

/// A row and what its steps made of it: all that a writer needs. It grows with what is kept, not with the
/// row: of a large vocabulary few tokens are left, and most writers ask for fewer.
struct Result {
  static constexpr std::size_t kept = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t banned_in_input = kept - 1;
  static constexpr std::size_t not_listed = kept - 2;

  Row row;
  std::uint64_t number = 0;   ///< of the row, over all inputs, with the offset
  Chain chain;                ///< what is run: the parts that are off too
  Chain set;                  ///< the same before an engine's own order, where that hangs on the values
  std::string left_out = {};  ///< what is to be said of steps that are on and that the engine leaves out
  State state;                ///< what the chain looks at beside the logits
  Distribution distribution;  ///< of what is kept: tokens, and the rest of the row while it is in play
  std::optional<Distribution> untouched;  ///< the softmax before any step, where somebody asked

  std::optional<Continuation> continuation;  ///< where rows are one sequence

  /// Finds the fate of every token, when the first is asked for.
  std::vector<std::size_t> (*find_fates)(const Result&) = nullptr;

  /// Of a token, or of the rest (the index behind the last token): 0 and minus infinity where it is not kept.
  double p(TokenId) const;
  double logp(TokenId) const;
  double p_before(TokenId) const;  ///< by the untouched softmax
  double logp_before(TokenId) const;
  bool is_kept(TokenId) const;

  /// `kept`, `banned_in_input`, or the number of the part of the chain that took it; for a rest that is not
  /// kept `not_listed`, unless a step cut it.
  std::size_t fate(TokenId) const;

  TokenId rest() const { return static_cast<TokenId>(row.count()); }

  /// Whether tokens that are not listed are still in play, as one block.
  bool is_open() const { return row.rest && is_kept(rest()); }

  /// No token that is not listed has a higher log-prob than this, after the steps. There must be a rest.
  double highest_unlisted() const {
    // Whatever changed the block's log-prob changed that of every token in it.
    return row.rest->highest + (is_open() ? logp(rest()) - row.logits.back() : 0);
  }

  /// How many tokens are kept, without the rest.
  std::size_t kept_count() const { return distribution.ids.size() - (is_open() ? 1 : 0); }

 private:
  mutable std::vector<std::size_t> fates_;  // empty until one is asked for
};

/// What the bias step adds to a token's logit.
double bias_on(const Result&, TokenId);

}  // namespace logits::io
