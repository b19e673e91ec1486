#include "logits/draw.hpp"

#include "logits/error.hpp"
#include "src/core/kernels/elementary.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace logits {

Sampler::Sampler(const Distribution& distribution) {
  double sum = 0;
  for (std::size_t i = 0; i < distribution.ids.size(); ++i) {
    if (distribution.p[i] == 0) continue;
    sum += distribution.p[i];
    ids_.push_back(distribution.ids[i]);
    cumulative_.push_back(sum);
  }
}

TokenId Sampler::draw(double u) const {
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), u * cumulative_.back());
  // u * total may round up to the total itself.
  const auto index = std::min<std::ptrdiff_t>(found - cumulative_.begin(), std::ssize(cumulative_) - 1);
  return ids_[static_cast<std::size_t>(index)];
}

std::vector<TokenId> draw_without_replacement(const Distribution& distribution, std::uint64_t count,
                                              const Random& random) {
  std::vector<std::pair<double, TokenId>> keys;
  for (std::size_t i = 0; i < distribution.ids.size(); ++i) {
    if (distribution.p[i] == 0) continue;
    const TokenId id = distribution.ids[i];
    const double u = std::max(random(Stream::order, id), 0x1p-54);  // ln 0 would let a token win for certain
    keys.emplace_back(distribution.logp[i] - kernels::log(-kernels::log(u)), id);
  }
  if (count > keys.size()) {
    throw Error(Failure::no_answer, "only " + std::to_string(keys.size()) +
                                        " different tokens can be drawn, not " + std::to_string(count));
  }
  const auto later = [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  };
  const auto end = keys.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(keys.begin(), end, keys.end(), later);

  std::vector<TokenId> drawn;
  drawn.reserve(count);
  std::transform(keys.begin(), end, std::back_inserter(drawn), [](const auto& key) { return key.second; });
  return drawn;
}

}  // namespace logits
