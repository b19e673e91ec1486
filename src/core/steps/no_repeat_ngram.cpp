#include "logits/steps.hpp"
#include "src/core/by_token.hpp"
#include "src/core/tokens_so_far.hpp"
#include "src/core/true_logits.hpp"

#include <optional>

namespace logits {

void NoRepeatNgram::apply(Candidates& candidates, const State& state) const {
  if (n == 0) return;
  const std::vector<TokenId> tokens = tokens_so_far(state, 0);
  const std::vector<std::size_t> matched = suffixes_before(tokens);
  ByToken<char> completes(candidates, false);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    char* const bans = completes.find(tokens[i]);
    if (bans != nullptr && matched[i] >= n - 1) *bans = true;
  }
  change_each(candidates, "no-repeat-ngram", [&](TokenId id, double logit) {
    return completes[id] != 0 ? std::nullopt : std::optional(logit);
  });
}

}  // namespace logits
