#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace logits::bench {

/// The sampler that inference engines usually have, to compare with: an array of {id, logit, p} in float,
/// filled for every token, sorted by the first step that wants it so.
class InferenceEngine {
 public:
  void fill(std::span<const float> logits);

  void top_k(std::size_t k);
  void top_p(float p);
  void min_p(float p);
  void temperature(float t);

  /// The token that a random number in [0, 1) draws from the softmax of what is left.
  std::int32_t draw(float u);

 private:
  struct Entry {
    std::int32_t id;
    float logit;
    float p;
  };

  void sort();
  void softmax();

  std::vector<Entry> entries_;
  bool is_sorted_ = false;
};

}  // namespace logits::bench
