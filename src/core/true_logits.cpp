#include "src/core/true_logits.hpp"

#include "logits/error.hpp"

#include <cmath>
#include <string>

namespace logits {

void settle(Candidates& candidates) {
  if (candidates.temperature == 1) return;
  for (std::size_t i = 0; i < candidates.ids.size(); ++i) {
    candidates.logits[i] =
        finite(candidates.logits[i] / candidates.temperature, "the temperature", candidates.ids[i]);
  }
  candidates.temperature = 1;
}

double finite(double logit, std::string_view what, TokenId id) {
  if (std::isfinite(logit)) return logit;
  throw Error(Failure::input, std::string(what) + " overflows at token " + std::to_string(id));
}

void require_some(const Candidates& candidates, std::string_view what) {
  if (!candidates.ids.empty()) return;
  throw Error(Failure::no_answer, "every token is banned: " + std::string(what) + " leaves none");
}

}  // namespace logits
