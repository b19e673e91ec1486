#include "logits/draw.hpp"
#include "logits/error.hpp"
#include "src/core/kernels/elementary.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <utility>

namespace logits {
namespace {

/// A random number for each token, above zero: ln 0 would let a token win for certain.
std::vector<double> numbers_of(std::span<const TokenId> ids, const Random& random) {
  std::vector<double> numbers(ids.size());
  const std::span all(numbers);
  for (std::size_t first = 0, end = 0; first < ids.size(); first = end) {
    for (end = first + 1; end < ids.size() && ids[end] == ids[end - 1] + 1;) ++end;
    random.fill(Stream::order, ids[first], all.subspan(first, end - first));
  }
  for (double& u : numbers) u = std::max(u, 0x1p-54);
  return numbers;
}

/// A weight that the first `count` tokens all reach, weight being e^key = p / -ln u. A logarithm costs more
/// than all the rest, so this one is found without: 1 - u <= -ln u <= (1 - u) / u. The tokens stand in
/// columns; so many columns whose greatest weight reaches it are so many tokens that do.
double weight_of_leaders(std::span<const double> p, std::span<const double> numbers, std::uint64_t count) {
  constexpr std::uint64_t columns_each = 8;
  if (count == 0 || count > p.size() / columns_each) return 0;
  std::vector<double> greatest(count * columns_each);
  for (std::size_t first = 0; first < p.size(); first += greatest.size()) {
    const std::size_t size = std::min(greatest.size(), p.size() - first);
    for (std::size_t i = 0; i < size; ++i) {
      const double u = numbers[first + i];
      greatest[i] = std::max(greatest[i], p[first + i] * u / (1 - u));
    }
  }
  const auto last = greatest.begin() + static_cast<std::ptrdiff_t>(count - 1);
  std::nth_element(greatest.begin(), last, greatest.end(), std::greater<>());
  // What rounding may have done to a key, and how little a denormal p tells.
  return *last < 1e-290 ? 0 : *last * (1 - 1e-9);
}

}  // namespace

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
  const std::vector<double>& p = distribution.p;
  const std::vector<double> numbers = numbers_of(distribution.ids, random);
  const double least = weight_of_leaders(p, numbers, count);
  std::vector<std::pair<double, TokenId>> keys;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] == 0 || p[i] / (1 - numbers[i]) < least) continue;
    const double key = distribution.logp[i] - kernels::log(-kernels::log(numbers[i]));
    keys.emplace_back(key, distribution.ids[i]);
  }
  const auto earlier = [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  };
  const auto end = keys.begin() + static_cast<std::ptrdiff_t>(count);
  if (end != keys.end()) std::nth_element(keys.begin(), end, keys.end(), earlier);
  std::sort(keys.begin(), end, earlier);

  std::vector<TokenId> drawn;
  drawn.reserve(count);
  std::transform(keys.begin(), end, std::back_inserter(drawn), [](const auto& key) { return key.second; });
  return drawn;
}

}  // namespace logits
