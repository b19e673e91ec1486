#include "logits/steps.hpp"
#include "src/core/nucleus.hpp"

#include <cstddef>
#include <optional>

namespace logits {

void Xtc::apply(Candidates& candidates, const State& state) const {
  if (!strikes(state)) return;
  const std::vector<double> p = probabilities(candidates);
  std::vector<double> stays(p.size(), 1);
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] < threshold) continue;
    stays[i] = 0;
    if (!last || candidates.logits[i] <= candidates.logits[*last]) last = i;
  }
  if (last) stays[*last] = 1;
  keep(candidates, stays, {1, stays.size()});
}

}  // namespace logits
