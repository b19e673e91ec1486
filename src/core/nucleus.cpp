#include "src/core/nucleus.hpp"

#include "src/core/kernels/loops.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace logits {
namespace {

/// A sum of weights from 0 to 1, exact: of multiples of 2^-30 and of what is left, in multiples of 2^-60.
struct Mass {
  double high = 0, low = 0;

  static Mass of(double weight) {
    constexpr double to_30 = 0x1.8p22, to_60 = 0x1.8p-8;  // adding one and taking it away rounds
    const double high = (weight + to_30) - to_30;
    return {high, ((weight - high) + to_60) - to_60};
  }
  Mass operator+(const Mass& other) const { return {high + other.high, low + other.low}; }
  Mass operator*(double count) const { return {high * count, low * count}; }
  double rounded() const { return high + low; }
};

struct Weighed {
  double logit, weight;
};

/// How far down a group goes on from the mass above it to reach `target`; nothing where it does not.
std::optional<Threshold> reach_by_sorting(std::vector<Weighed> group, Mass above, double target) {
  std::sort(group.begin(), group.end(), [](const Weighed& a, const Weighed& b) { return a.logit > b.logit; });
  std::size_t ties = 0;
  for (std::size_t i = 0; i < group.size(); ++i) {
    ties = i > 0 && group[i].logit == group[i - 1].logit ? ties + 1 : 1;
    above = above + Mass::of(group[i].weight);
    if (above.rounded() >= target) return Threshold{group[i].logit, ties};
  }
  return std::nullopt;
}

/// The same where all of them, and all that are left out, have one logit.
Threshold reach_with_equals(const Weighed& each, std::size_t count, Mass above, double target) {
  const Mass mass = Mass::of(each.weight);
  std::size_t few = 0;  // does not reach it; `count` does
  while (count - few > 1) {
    const std::size_t middle = few + (count - few) / 2;
    const bool reached = (above + mass * static_cast<double>(middle)).rounded() >= target;
    (reached ? count : few) = middle;
  }
  return {each.logit, count};
}

constexpr std::size_t buckets = 1024;

/// The bucket in which the mass reaches the target, counting from the first, and `above` with all before it.
/// `buckets` where it does not.
std::size_t crossing(std::size_t size, Mass& above, double target, auto bucket_of, auto weight_of) {
  std::vector<Mass> masses(buckets);
  for (std::size_t i = 0; i < size; ++i) {
    Mass& mass = masses[bucket_of(i)];
    mass = mass + Mass::of(weight_of(i));
  }
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    const Mass next = above + masses[bucket];
    if (next.rounded() >= target) return bucket;
    above = next;
  }
  return buckets;
}

/// The bucket for a distance from the largest; `scale` buckets make a distance of 1. Infinity is in the last,
/// also for a scale of 0.
std::size_t bucket_at(double distance, double scale) {
  constexpr auto last = static_cast<double>(buckets - 1);
  return static_cast<std::size_t>(
      std::min(last, distance * scale));  // min takes its first where there is a NaN
}

/// Narrows the group down to those around which the target is reached, until they are few or equal.
Threshold reach_within(std::vector<Weighed> group, Mass above, double target) {
  while (group.size() > buckets) {
    const auto by_logit = [](const Weighed& a, const Weighed& b) {
      return a.logit < b.logit;
    };
    const auto [least, most] = std::minmax_element(group.begin(), group.end(), by_logit);
    const double largest = most->logit, range = largest - least->logit;
    if (range == 0) return reach_with_equals(*least, group.size(), above, target);
    const double scale = static_cast<double>(buckets - 1) / range;
    if (!(scale > 0) || std::isinf(scale)) break;
    const auto bucket_of = [&](const Weighed& each) {
      return bucket_at(largest - each.logit, scale);
    };
    const std::size_t bucket = crossing(
        group.size(), above, target, [&](std::size_t i) { return bucket_of(group[i]); },
        [&](std::size_t i) { return group[i].weight; });
    std::erase_if(group, [&](const Weighed& each) { return bucket_of(each) != bucket; });
  }
  const Threshold all{-std::numeric_limits<double>::infinity(), 0};
  return reach_by_sorting(std::move(group), above, target).value_or(all);
}

}  // namespace

Threshold nucleus(const Candidates& candidates, double p) {
  const auto& logits = candidates.logits;
  const double temperature = candidates.temperature;
  const kernels::Loops& loops = kernels::loops();
  const kernels::Extent extent = loops.extent(logits.data(), logits.size());
  std::vector<double> weights(logits.size());
  const kernels::Total total =
      loops.weights_of(logits.data(), weights.data(), logits.size(), extent, temperature);
  const double target = p * (total.high + total.low);

  // Most often a few tokens have nearly all the mass.
  std::vector<Weighed> group;
  const auto join = [&](std::size_t i) {
    group.push_back({logits[i], weights[i]});
  };
  constexpr std::size_t few = 64;
  for (const std::size_t i : passing(logits, largest(logits, std::min(few, logits.size())))) join(i);
  if (const auto reached = reach_by_sorting(group, {}, target)) return *reached;

  group.clear();
  const double range =
      std::min(45 * temperature, extent.largest - extent.smallest);  // below is hardly any mass
  const double scale = range > 1e-290 ? static_cast<double>(buckets - 1) / range : 0;
  const auto bucket_of = [&](std::size_t i) {
    return bucket_at(extent.largest - logits[i], scale);
  };
  Mass above;
  const std::size_t bucket =
      crossing(logits.size(), above, target, bucket_of, [&](std::size_t i) { return weights[i]; });
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (bucket_of(i) == bucket) join(i);
  }
  return reach_within(std::move(group), above, target);
}

}  // namespace logits
