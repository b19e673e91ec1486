#pragma once

#include "src/core/threshold.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
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
  /// what key i holds, and cheap. Keys may be minus infinity. Most of what matters is within `width` of the
  /// largest.
  std::optional<Threshold> find(std::span<const double> keys, double width, auto amount_of) const {
    // Most often a few tokens have nearly all the mass.
    constexpr std::size_t few = 64;
    Group group;
    for (const std::size_t i : passing(keys, largest(keys, std::min(few, keys.size()))))
      group.push_back(static_cast<Position>(i));
    const double most = keys[*std::max_element(group.begin(), group.end(), by_key(keys))];
    if (const auto found = one_by_one(keys, group, {}, amount_of)) return found;
    if (keys.size() <= few) return std::nullopt;

    group.clear();
    const double scale = width > 1e-290 ? last_bucket / width : 0;
    const auto bucket_of = [&](std::size_t i) {
      return bucket_at(most - keys[i], scale);
    };
    Amount above;
    const std::size_t bucket = crossing_bucket(keys.size(), above, bucket_of, amount_of);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (bucket_of(i) == bucket) group.push_back(static_cast<Position>(i));
    }
    return within(keys, std::move(group), above, amount_of);
  }

 private:
  using Position = std::uint32_t;  // half the memory is half the time where many are equal
  using Group = std::vector<Position>;

  static constexpr std::size_t buckets = 1024;
  static constexpr auto last_bucket = static_cast<double>(buckets - 1);

  static auto by_key(std::span<const double> keys) {
    return [keys](Position a, Position b) {
      return keys[a] < keys[b];
    };
  }

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
  std::optional<Threshold> within(std::span<const double> keys, Group group, Amount above,
                                  auto amount_of) const {
    while (group.size() > buckets) {
      const auto [least, most] = std::minmax_element(group.begin(), group.end(), by_key(keys));
      const double smallest = keys[*least], largest = keys[*most];
      if (smallest == largest) return among_equals(keys, group, above, amount_of);
      const double range = std::min(largest - smallest, 1e300);  // the distance may be infinite
      const double scale = last_bucket / range;
      if (std::isinf(scale)) break;
      const auto bucket_of = [&](Position i) {
        return bucket_at(largest - keys[i], scale);
      };
      const std::size_t bucket = crossing_bucket(
          group.size(), above, [&](std::size_t i) { return bucket_of(group[i]); },
          [&](std::size_t i) { return amount_of(group[i]); });
      std::erase_if(group, [&](Position i) { return bucket_of(i) != bucket; });
    }
    return one_by_one(keys, std::move(group), above, amount_of);
  }

  /// How far down a group goes on from the sum above it.
  std::optional<Threshold> one_by_one(std::span<const double> keys, Group group, Amount above,
                                      auto amount_of) const {
    std::stable_sort(group.begin(), group.end(),
                     [keys](Position a, Position b) { return keys[a] > keys[b]; });
    std::size_t ties = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
      ties = i > 0 && keys[group[i]] == keys[group[i - 1]] ? ties + 1 : 1;
      above = above + amount_of(group[i]);
      if (crossed_(above)) return Threshold{keys[group[i]], ties};
    }
    return std::nullopt;
  }

  /// The same where all of them have one key, and together cross: by halves, since to tell what crosses may
  /// cost more than to add.
  std::optional<Threshold> among_equals(std::span<const double> keys, const Group& group, Amount above,
                                        auto amount_of) const {
    std::size_t few = 0, enough = group.size();
    while (enough - few > 1) {
      const std::size_t middle = few + (enough - few) / 2;
      Amount next = above;
      for (std::size_t i = few; i < middle; ++i) next = next + amount_of(group[i]);
      if (crossed_(next)) {
        enough = middle;
      } else {
        few = middle;
        above = next;
      }
    }
    return Threshold{keys[group.front()], enough};
  }

  Crossed crossed_;
};

}  // namespace logits
