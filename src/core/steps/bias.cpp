#include "logits/error.hpp"
#include "logits/steps.hpp"

#include <cmath>
#include <limits>
#include <string>

namespace logits {

void Bias::apply(Candidates& candidates) const {
  if (terms.empty()) return;
  auto term = terms.begin();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < candidates.ids.size(); ++i) {
    const TokenId id = candidates.ids[i];
    // A bias that comes after a temperature is added to the divided logit.
    double logit = candidates.logits[i] / candidates.temperature;
    while (term != terms.end() && term->id < id) ++term;
    const double bias = term != terms.end() && term->id == id ? term->bias : 0;
    if (bias == -std::numeric_limits<double>::infinity()) continue;
    logit += bias;
    if (!std::isfinite(logit)) {
      throw Error(Failure::input, "the bias overflows at token " + std::to_string(id));
    }
    candidates.ids[kept] = id;
    candidates.logits[kept] = logit;
    ++kept;
  }
  if (kept == 0) throw Error(Failure::no_answer, "every token is banned: the bias leaves none");
  candidates.ids.resize(kept);
  candidates.logits.resize(kept);
  candidates.temperature = 1;
}

}  // namespace logits
