// What the steps share that change logits, or ban.
#pragma once

#include "logits/candidates.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace logits {

/// Divides the logits by the temperature that is still owed. Throws `Failure::input` where one overflows.
void settle(Candidates&);

/// The logit, where it is finite; else throws `Failure::input`, "WHAT overflows at token ID".
double finite(double logit, std::string_view what, TokenId);

/// Throws `Failure::no_answer`, "every token is banned: WHAT leaves none", where none is left.
void require_some(const Candidates&, std::string_view what);

/// Makes each logit change(id, logit), an std::optional: nothing bans the token. Throws as `finite` and
/// `require_some` do.
template <typename Change>
void change_each(Candidates& candidates, std::string_view what, Change change) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < candidates.ids.size(); ++i) {
    const TokenId id = candidates.ids[i];
    const std::optional<double> changed = change(id, candidates.logits[i]);
    if (!changed) continue;
    candidates.ids[kept] = id;
    candidates.logits[kept] = finite(*changed, what, id);
    ++kept;
  }
  candidates.ids.resize(kept);
  candidates.logits.resize(kept);
  require_some(candidates, what);
}

}  // namespace logits
