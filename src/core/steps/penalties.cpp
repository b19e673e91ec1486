#include "logits/steps.hpp"
#include "src/core/by_token.hpp"
#include "src/core/tokens_so_far.hpp"
#include "src/core/true_logits.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace logits {
namespace {

std::span<const TokenId> last(std::span<const TokenId> tokens, std::uint64_t window) {
  return window > 0 && window < tokens.size() ? tokens.last(static_cast<std::size_t>(window)) : tokens;
}

ByToken<double> counts_of(std::span<const TokenId> tokens, const Candidates& candidates) {
  ByToken<double> counts(candidates, 0);
  for (const TokenId id : tokens) {
    if (double* const count = counts.find(id)) ++*count;
  }
  return counts;
}

}  // namespace

void Penalties::apply(Candidates& candidates, const State& state) const {
  if (is_off()) return;
  const std::vector<TokenId> all = tokens_so_far(state, window);
  const auto tokens_of = [&](Scope scope) {
    return scope == Scope::all ? std::span<const TokenId>(all) : last(state.history, window);
  };
  const auto repeated = counts_of(tokens_of(repetition_scope), candidates);
  const std::span<const TokenId> counted = tokens_of(additive_scope);
  const auto counts = counts_of(counted, candidates);
  const double unit =
      frequency_unit == Frequency::share ? static_cast<double>(std::max<std::size_t>(counted.size(), 1)) : 1;

  const auto penalised = [&](TokenId id, double logit) {
    return repeated[id] == 0 ? logit : logit < 0 ? logit * repetition : logit / repetition;
  };
  const auto lowered = [&](TokenId id, double logit) {
    return counts[id] == 0 ? logit : logit - (counts[id] / unit * frequency + presence);
  };
  settle(candidates);
  change_each(candidates, "the penalty", [&](TokenId id, double logit) -> std::optional<double> {
    return order == Order::repetition_first ? lowered(id, penalised(id, logit))
                                            : penalised(id, lowered(id, logit));
  });
}

}  // namespace logits
