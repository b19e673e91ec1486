#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace logits {

/// A token is known by its index in the input vector.
using TokenId = std::uint32_t;

/// The tokens still in play, in input order. Never empty; no logit is NaN or infinite: banned tokens have
/// left.
struct Candidates {
  std::vector<TokenId> ids;    ///< ascending
  std::vector<double> logits;  ///< one for each id, not yet divided by `temperature`
  double temperature =
      1;  ///< a divisor that is still owed: dividing each logit at once would round digits away

  /// All tokens of a vector but the banned ones (minus infinity).
  /// Throws `Failure::input` for NaN and plus infinity, `Failure::no_answer` when every token is banned.
  static Candidates from(std::span<const double> logits);
  static Candidates from(std::span<const float> logits);

  bool operator==(const Candidates&) const = default;
};

}  // namespace logits
