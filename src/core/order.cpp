#include "logits/draw.hpp"
#include "logits/error.hpp"
#include "src/core/kernels/elementary.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace logits {

void require_drawable(const Distribution& distribution, std::uint64_t count) {
  const auto zeros = std::count(distribution.p.begin(), distribution.p.end(), 0.0);
  const std::size_t drawable = distribution.p.size() - static_cast<std::size_t>(zeros);
  if (count <= drawable) return;
  throw Error(Failure::no_answer,
              "cannot draw " + std::to_string(count) + " different tokens, only " + std::to_string(drawable));
}

std::vector<TokenId> draw_without_replacement(const Distribution& distribution, std::uint64_t count,
                                              const Random& random) {
  require_drawable(distribution, count);
  std::vector<std::pair<double, TokenId>> keys;
  for (std::size_t i = 0; i < distribution.ids.size(); ++i) {
    if (distribution.p[i] == 0) continue;
    const TokenId id = distribution.ids[i];
    const double u = std::max(random(Stream::order, id), 0x1p-54);  // ln 0 would let a token win for certain
    keys.emplace_back(distribution.logp[i] - kernels::log(-kernels::log(u)), id);
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
