#include "logits/candidates.hpp"

#include "logits/error.hpp"

#include <cmath>
#include <limits>
#include <string>

namespace logits {
namespace {

template <typename Number>
Candidates from_numbers(std::span<const Number> logits) {
  Candidates candidates;
  candidates.ids.reserve(logits.size());
  candidates.logits.reserve(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double logit = logits[i];
    if (logit == -std::numeric_limits<double>::infinity()) continue;
    if (!std::isfinite(logit)) {
      throw Error(Failure::input,
                  "logit " + std::to_string(i) + " is " + (std::isnan(logit) ? "NaN" : "plus infinity"));
    }
    candidates.ids.push_back(static_cast<TokenId>(i));
    candidates.logits.push_back(logit);
  }
  if (candidates.ids.empty()) throw Error(Failure::no_answer, "every token is banned");
  return candidates;
}

}  // namespace

Candidates Candidates::from(std::span<const double> logits) {
  return from_numbers(logits);
}
Candidates Candidates::from(std::span<const float> logits) {
  return from_numbers(logits);
}

}  // namespace logits
