#include "logits/candidates.hpp"

#include "logits/error.hpp"
#include "src/core/kernels/loops.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

namespace logits {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Takes the banned tokens out, one logit at a time, and refuses what is no logit.
Candidates without_banned(std::vector<double> logits) {
  Candidates candidates;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double logit = logits[i];
    if (logit == -infinity) continue;
    if (!std::isfinite(logit)) {
      throw Error(Failure::input,
                  "logit " + std::to_string(i) + " is " + (std::isnan(logit) ? "NaN" : "plus infinity"));
    }
    candidates.ids.push_back(static_cast<TokenId>(i));
    logits[kept++] = logit;
  }
  if (kept == 0) throw Error(Failure::no_answer, "every token is banned");
  logits.resize(kept);
  candidates.logits = std::move(logits);
  return candidates;
}

Candidates from_doubles(std::vector<double> logits) {
  const kernels::Extent extent = kernels::loops().extent(logits.data(), logits.size());
  const bool all_finite =
      !extent.is_suspicious && extent.smallest > -infinity && extent.largest < infinity && !logits.empty();
  if (!all_finite) return without_banned(std::move(logits));
  Candidates candidates;
  candidates.ids.resize(logits.size());
  candidates.logits = std::move(logits);
  std::iota(candidates.ids.begin(), candidates.ids.end(), TokenId{0});
  return candidates;
}

}  // namespace

Candidates Candidates::from(std::span<const double> logits) {
  return from_doubles({logits.begin(), logits.end()});
}
Candidates Candidates::from(std::span<const float> logits) {
  return from_doubles({logits.begin(), logits.end()});
}

}  // namespace logits
