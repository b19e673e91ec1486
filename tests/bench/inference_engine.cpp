#include "tests/bench/inference_engine.hpp"

#include <algorithm>
#include <cmath>

namespace logits::bench {
namespace {

constexpr auto larger = [](const auto& a, const auto& b) {
  return a.logit > b.logit;
};

}  // namespace

void InferenceEngine::fill(std::span<const float> logits) {
  entries_.resize(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i) entries_[i] = {static_cast<std::int32_t>(i), logits[i], 0};
  is_sorted_ = false;
}

void InferenceEngine::top_k(std::size_t k) {
  k = std::min(k, entries_.size());
  std::partial_sort(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(k), entries_.end(),
                    larger);
  entries_.resize(k);
  is_sorted_ = true;
}

void InferenceEngine::top_p(float p) {
  sort();
  softmax();
  float sum = 0;
  std::size_t kept = 0;
  while (kept < entries_.size() && sum < p) sum += entries_[kept++].p;
  entries_.resize(kept);
}

void InferenceEngine::min_p(float p) {
  const auto leader = std::max_element(entries_.begin(), entries_.end(),
                                       [](const Entry& a, const Entry& b) { return larger(b, a); });
  const float least = leader->logit + std::log(p);
  std::erase_if(entries_, [least](const Entry& entry) { return entry.logit < least; });
}

void InferenceEngine::temperature(float t) {
  for (Entry& entry : entries_) entry.logit /= t;
}

std::int32_t InferenceEngine::draw(float u) {
  softmax();
  float sum = 0;
  for (const Entry& entry : entries_) {
    sum += entry.p;
    if (sum > u) return entry.id;
  }
  return entries_.back().id;
}

void InferenceEngine::sort() {
  if (is_sorted_) return;
  std::sort(entries_.begin(), entries_.end(), larger);
  is_sorted_ = true;
}

void InferenceEngine::softmax() {
  float largest = entries_.front().logit;
  for (const Entry& entry : entries_) largest = std::max(largest, entry.logit);
  float sum = 0;
  for (Entry& entry : entries_) sum += entry.p = std::exp(entry.logit - largest);
  for (Entry& entry : entries_) entry.p /= sum;
}

}  // namespace logits::bench
