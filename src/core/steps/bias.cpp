#include "logits/steps.hpp"
#include "src/core/true_logits.hpp"

#include <limits>
#include <optional>

namespace logits {

void Bias::apply(Candidates& candidates) const {
  if (terms.empty()) return;
  auto term = terms.begin();
  settle(candidates);
  change_each(candidates, "the bias", [&](TokenId id, double logit) -> std::optional<double> {
    while (term != terms.end() && term->id < id) ++term;
    if (term == terms.end() || term->id != id) return logit;
    if (term->bias == -std::numeric_limits<double>::infinity()) return std::nullopt;
    return logit + term->bias;
  });
}

}  // namespace logits
