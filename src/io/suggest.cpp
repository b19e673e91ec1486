#include "src/io/suggest.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace logits::io {
namespace {

constexpr std::size_t longest = 64;  // nobody mistypes something longer by a letter

/// Optimal string alignment distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last, last(b.size() + 1), now(b.size() + 1);
  std::iota(last.begin(), last.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) now[j] = std::min(now[j], before_last[j - 2] + 1);
    }
    before_last = last;
    last = now;
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view typed, std::span<const std::string> known) {
  if (typed.size() > longest) return std::nullopt;
  const auto continues = [typed](const std::string& candidate) {
    return candidate.starts_with(typed);
  };
  const auto longer = std::find_if(known.begin(), known.end(), continues);
  if (typed.size() >= 3 && std::count_if(known.begin(), known.end(), continues) == 1) return *longer;
  std::size_t best = (typed.size() + 1) / 3 + 1;
  std::optional<std::string> found;
  for (const std::string& candidate : known) {
    const std::size_t difference =
        std::max(candidate.size(), typed.size()) - std::min(candidate.size(), typed.size());
    if (difference >= best) continue;
    const std::size_t d = distance(typed, candidate);
    if (d >= best || d >= std::max(typed.size(), candidate.size())) continue;
    best = d;
    found = candidate;
  }
  return found;
}

}  // namespace logits::io
