#include "logits/steps.hpp"
#include "src/core/by_token.hpp"
#include "src/core/tokens_so_far.hpp"
#include "src/core/true_logits.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace logits {
namespace {

/// multiplier base^exponent by repeated squaring: the same bits everywhere.
double penalty_of(double multiplier, double base, std::uint64_t exponent) {
  double result = multiplier;
  for (double factor = base; exponent > 0; factor *= factor, exponent /= 2) {
    if (exponent % 2 == 1) result *= factor;
  }
  return result;
}

}  // namespace

void Dry::apply(Candidates& candidates, const State& state) const {
  if (multiplier == 0) return;
  const std::vector<TokenId> tokens = tokens_so_far(state, window);
  const auto is_breaker = [&](TokenId id) {
    return std::binary_search(breakers.begin(), breakers.end(), id);
  };
  const auto longest =
      static_cast<std::size_t>(std::find_if(tokens.rbegin(), tokens.rend(), is_breaker) - tokens.rbegin());

  // The longest repetition that a token would go on with, and one more: 0 is for tokens that followed
  // nothing.
  ByToken<std::size_t> repeated(candidates, 0);
  const std::vector<std::size_t> matched = suffixes_before(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t* const length = repeated.find(tokens[i]);
    if (length != nullptr && !is_breaker(tokens[i]))
      *length = std::max(*length, std::min(matched[i], longest) + 1);
  }
  settle(candidates);
  change_each(candidates, "dry", [&](TokenId id, double logit) -> std::optional<double> {
    if (repeated[id] <= allowed_length) return logit;
    const double lowered = logit - penalty_of(multiplier, base, repeated[id] - 1 - allowed_length);
    return std::isfinite(lowered) ? std::optional(lowered) : std::nullopt;
  });
}

}  // namespace logits
