#include "logits/steps.hpp"
#include "src/core/kernels/elementary.hpp"
#include "src/core/kernels/exponents.hpp"
#include "src/core/kernels/loops.hpp"
#include "src/core/threshold.hpp"

#include <numeric>

namespace logits {

void MinP::apply(Candidates& candidates) const {
  if (m == 0) return;
  const auto& logits = candidates.logits;
  const kernels::Extent extent = kernels::loops().extent(logits.data(), logits.size());
  const kernels::Exponents exponent(extent.largest, extent.smallest, candidates.temperature);
  const double least = kernels::log(m);
  const auto stays = [&](double logit) {
    const double odds = exponent(logit).high;
    return rule == Rule::at_least ? odds >= least : odds > least || logit == extent.largest;
  };
  if (stays(extent.smallest)) return;
  // What stays is all from some logit up: it lies between one that goes and one that stays.
  double going = extent.smallest, staying = extent.largest;
  for (double middle = std::midpoint(going, staying); middle != going && middle != staying;
       middle = std::midpoint(going, staying)) {
    (stays(middle) ? staying : going) = middle;
  }
  keep(candidates, logits, {staying, logits.size()});
}

}  // namespace logits
