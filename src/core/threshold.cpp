#include "src/core/threshold.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace logits {

Threshold largest(std::span<const double> keys, std::size_t count) {
  std::vector<double> copy(keys.begin(), keys.end());
  const auto last = copy.begin() + static_cast<std::ptrdiff_t>(count - 1);
  std::nth_element(copy.begin(), last, copy.end(), std::greater<>());
  const double key = *last;
  const auto above = std::count_if(copy.begin(), last, [key](double other) { return other > key; });
  return {key, count - static_cast<std::size_t>(above)};
}

void keep(Candidates& candidates, std::span<const double> keys, Threshold threshold) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < candidates.ids.size(); ++i) {
    if (keys[i] < threshold.key) continue;
    if (keys[i] == threshold.key) {
      if (threshold.ties == 0) continue;
      --threshold.ties;
    }
    // `keys` may be the candidates' own logits: what is overwritten here has been read.
    candidates.ids[kept] = candidates.ids[i];
    candidates.logits[kept] = candidates.logits[i];
    ++kept;
  }
  candidates.ids.resize(kept);
  candidates.logits.resize(kept);
}

}  // namespace logits
