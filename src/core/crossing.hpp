#pragma once

#include "src/core/threshold.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace logits {

/// Goes down from the largest key, the earlier first on a tie, and adds up what each holds, to find the one
/// that brings the sum across a line. An `Amount` is added without rounding, so that the sum of some does not
/// depend on their order, and no sort is needed to tell where it crosses. `Crossed` tells whether a sum is
/// across; what is added to such a one leaves it across.
template <typename Amount, typename Crossed>
class Crossing {
 public:
  explicit Crossing(Crossed crossed) : crossed_(std::move(crossed)) {}

  /// The threshold that keeps up to and with the key that crosses; nothing where none does. amount_of(i) is
  /// what key i holds. Keys may be minus infinity. Most of what matters is within `width` of the largest.
  std::optional<Threshold> find(std::span<const double> keys, double width, auto amount_of) const {
    std::vector<Held> group;
    const auto join = [&](std::size_t i) {
      group.push_back({keys[i], amount_of(i)});
    };
    // Most often a few tokens have nearly all the mass.
    constexpr std::size_t few = 64;
    for (const std::size_t i : passing(keys, largest(keys, std::min(few, keys.size())))) join(i);
    const double most = std::max_element(group.begin(), group.end(), is_less)->key;
    if (const auto found = by_sorting(group, {})) return found;
    if (keys.size() <= few) return std::nullopt;

    group.clear();
    const double scale = width > 1e-290 ? last_bucket / width : 0;
    const auto bucket_of = [&](std::size_t i) {
      return bucket_at(most - keys[i], scale);
    };
    Amount above;
    const std::size_t bucket = crossing_bucket(keys.size(), above, bucket_of, amount_of);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (bucket_of(i) == bucket) join(i);
    }
    return within(std::move(group), above);
  }

 private:
  struct Held {
    double key;
    Amount amount;
  };

  static constexpr std::size_t buckets = 1024;
  static constexpr auto last_bucket = static_cast<double>(buckets - 1);

  static bool is_less(const Held& a, const Held& b) { return a.key < b.key; }

  /// The bucket for a distance from the largest; `scale` buckets make a distance of 1. Infinity is in the
  /// last, also for a scale of 0.
  static std::size_t bucket_at(double distance, double scale) {
    return static_cast<std::size_t>(
        std::min(last_bucket, distance * scale));  // min takes its first where there is a NaN
  }

  /// The bucket that crosses, counting from the first, and `above` with all before it. `buckets` where none
  /// does.
  std::size_t crossing_bucket(std::size_t size, Amount& above, auto bucket_of, auto amount_of) const {
    std::vector<Amount> amounts(buckets);
    for (std::size_t i = 0; i < size; ++i) {
      Amount& amount = amounts[bucket_of(i)];
      amount = amount + amount_of(i);
    }
    for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
      const Amount next = above + amounts[bucket];
      if (crossed_(next)) return bucket;
      above = next;
    }
    return buckets;
  }

  /// Narrows the group down to those around which the sum crosses, until they are few or equal.
  std::optional<Threshold> within(std::vector<Held> group, Amount above) const {
    while (group.size() > buckets) {
      const auto [least, most] = std::minmax_element(group.begin(), group.end(), is_less);
      const double largest = most->key;
      if (least->key == largest) return among_equals(group, above);
      const double range = std::min(largest - least->key, 1e300);  // the distance may be infinite
      const double scale = last_bucket / range;
      if (std::isinf(scale)) break;
      const auto bucket_of = [&](const Held& each) {
        return bucket_at(largest - each.key, scale);
      };
      const std::size_t bucket = crossing_bucket(
          group.size(), above, [&](std::size_t i) { return bucket_of(group[i]); },
          [&](std::size_t i) { return group[i].amount; });
      std::erase_if(group, [&](const Held& each) { return bucket_of(each) != bucket; });
    }
    return by_sorting(std::move(group), above);
  }

  /// How far down a group goes on from the sum above it.
  std::optional<Threshold> by_sorting(std::vector<Held> group, Amount above) const {
    std::stable_sort(group.begin(), group.end(), [](const Held& a, const Held& b) { return is_less(b, a); });
    std::size_t ties = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
      ties = i > 0 && group[i].key == group[i - 1].key ? ties + 1 : 1;
      above = above + group[i].amount;
      if (crossed_(above)) return Threshold{group[i].key, ties};
    }
    return std::nullopt;
  }

  /// The same where all of them have one key, and together cross.
  std::optional<Threshold> among_equals(const std::vector<Held>& group, Amount above) const {
    std::size_t few = 0, enough = group.size();
    while (enough - few > 1) {
      const std::size_t middle = few + (enough - few) / 2;
      Amount next = above;
      for (std::size_t i = few; i < middle; ++i) next = next + group[i].amount;
      if (crossed_(next)) {
        enough = middle;
      } else {
        few = middle;
        above = next;
      }
    }
    return Threshold{group.front().key, enough};
  }

  Crossed crossed_;
};

}  // namespace logits
