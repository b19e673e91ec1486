#include "src/core/threshold.hpp"

#include "src/core/kernels/loops.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace logits {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
using kernels::columns;
using kernels::panel;

/// The `count`-th largest value, which moves to its place.
double nth_largest(std::vector<double>& values, std::size_t count) {
  const auto last = values.begin() + static_cast<std::ptrdiff_t>(count - 1);
  std::nth_element(values.begin(), last, values.end(), std::greater<>());
  return *last;
}

/// The threshold for keys that may be moved.
Threshold largest_among(std::vector<double>& keys, std::size_t count) {
  const double key = nth_largest(keys, count);
  const auto last = keys.begin() + static_cast<std::ptrdiff_t>(count);
  return {key, static_cast<std::size_t>(std::count(keys.begin(), last, key))};
}

/// Whether the columns of the panels, of which there are size / 16, are enough to tell the largest from the
/// rest.
bool has_panels_for(std::size_t size, std::size_t count) {
  return size >= 2 * panel && count <= size / 32;
}

struct Panels {
  std::vector<double> maxima;  // as Loops::column_maxima tells
  bool is_suspicious;
};

Panels panels_of(std::span<const double> keys) {
  Panels panels{.maxima = std::vector<double>((keys.size() + panel - 1) / panel * columns),
                .is_suspicious = false};
  panels.is_suspicious = kernels::loops().column_maxima(keys.data(), keys.size(), panels.maxima.data());
  return panels;
}

/// At least `count` keys are as large as this, and not many more if they are not in an order made for it: the
/// `count`-th of the maxima of disjoint parts of the row, of which there are twice to four times as many.
double lower_bound_of(std::vector<double> maxima, std::size_t count) {
  while (maxima.size() >= 4 * count) {
    const std::size_t half = (maxima.size() + 1) / 2;
    for (std::size_t i = half; i < maxima.size(); ++i)
      maxima[i - half] = std::max(maxima[i - half], maxima[i]);
    maxima.resize(half);
  }
  return nth_largest(maxima, count);
}

/// The numbers of the blocks of 64 that have a key of at least `bound`.
std::vector<std::uint32_t> blocks_at_least(std::span<const double> keys, double bound) {
  std::vector<std::uint32_t> blocks((keys.size() + columns - 1) / columns);
  blocks.resize(kernels::loops().blocks_at_least(keys.data(), keys.size(), bound, blocks.data()));
  return blocks;
}

Threshold largest_in(const Panels& panels, std::span<const double> keys, std::size_t count) {
  const double bound = lower_bound_of(panels.maxima, count);
  std::vector<double> above;
  for (const std::uint32_t block : blocks_at_least(panels.maxima, bound)) {
    const std::size_t begin = block * panel, end = std::min(begin + panel, keys.size());
    for (std::size_t column = 0; column < columns; ++column) {
      if (!(panels.maxima[block * columns + column] > bound)) continue;
      for (std::size_t i = begin + column; i < end; i += columns) {
        if (keys[i] > bound) above.push_back(keys[i]);
      }
    }
  }
  if (above.size() >= count) return largest_among(above, count);
  return {bound, count - above.size()};
}

/// Calls pass(i) for the keys that pass, in their order, and takes from the ties those that did. What is at
/// or before i may change then.
void for_each_passing(std::span<const double> keys, Threshold& threshold, auto pass) {
  for (const std::uint32_t block : blocks_at_least(keys, threshold.key)) {
    const std::size_t begin = block * columns, end = std::min(begin + columns, keys.size());
    for (std::size_t i = begin; i < end; ++i) {
      if (keys[i] < threshold.key) continue;
      if (keys[i] == threshold.key) {
        if (threshold.ties == 0) continue;
        --threshold.ties;
      }
      pass(i);
    }
  }
}

}  // namespace

Threshold largest(std::span<const double> keys, std::size_t count) {
  if (has_panels_for(keys.size(), count)) return largest_in(panels_of(keys), keys, count);
  std::vector<double> copy(keys.begin(), keys.end());
  return largest_among(copy, count);
}

void keep(Candidates& candidates, std::span<const double> keys, Threshold threshold) {
  std::size_t kept = 0;
  for_each_passing(keys, threshold, [&](std::size_t i) {
    candidates.ids[kept] = candidates.ids[i];
    candidates.logits[kept] = candidates.logits[i];
    ++kept;
  });
  candidates.ids.resize(kept);
  candidates.logits.resize(kept);
}

std::vector<std::size_t> passing(std::span<const double> keys, Threshold threshold) {
  std::vector<std::size_t> positions;
  for_each_passing(keys, threshold, [&](std::size_t i) { positions.push_back(i); });
  return positions;
}

Candidates largest_of(std::span<const double> logits, std::size_t k) {
  const auto from_all = [&] {
    Candidates all = Candidates::from(logits);
    if (k < all.ids.size()) keep(all, all.logits, largest(all.logits, k));
    return all;
  };
  if (!has_panels_for(logits.size(), k)) return from_all();
  const Panels panels = panels_of(logits);
  const double most = kernels::loops().extent(panels.maxima.data(), panels.maxima.size()).largest;
  if (panels.is_suspicious || most == infinity || most == -infinity) return from_all();
  Threshold threshold = largest_in(panels, logits, k);
  if (threshold.key == -infinity) threshold.ties = 0;  // fewer than k are not banned
  Candidates kept;
  for (const std::uint32_t number : blocks_at_least(panels.maxima, threshold.key)) {
    const std::size_t begin = number * panel;
    const auto part = logits.subspan(begin, std::min(panel, logits.size() - begin));
    for_each_passing(part, threshold, [&](std::size_t i) {
      kept.ids.push_back(static_cast<TokenId>(begin + i));
      kept.logits.push_back(part[i]);
    });
  }
  return kept;
}

}  // namespace logits
