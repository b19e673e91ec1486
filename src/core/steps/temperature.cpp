#include "logits/error.hpp"
#include "logits/steps.hpp"

#include <algorithm>
#include <cmath>

namespace logits {

void Temperature::apply(Candidates& candidates) const {
  if (t > 0) {
    candidates.temperature *= t;
    if (candidates.temperature > 0 && std::isfinite(candidates.temperature)) return;
    throw Error(Failure::usage, "the temperatures multiplied are no longer a number above zero");
  }
  const auto leader = std::max_element(candidates.logits.begin(), candidates.logits.end());
  candidates.ids = {candidates.ids[static_cast<std::size_t>(leader - candidates.logits.begin())]};
  candidates.logits = {*leader};
}

}  // namespace logits
