#pragma once

#include "logits/engines.hpp"

#include <limits>

namespace logits {

// The profiles, a file each.
Engine exllamav2_engine();
Engine hf_engine();
Engine koboldcpp_engine();
Engine llama_cpp_engine();
Engine mistral_rs_engine();
Engine mlx_lm_engine();
Engine ollama_engine();
Engine openai_engine();
Engine sglang_engine();
Engine tgi_engine();
Engine vllm_engine();

// Intervals.
constexpr double boundless = std::numeric_limits<double>::infinity();
constexpr Interval below(double x) {
  return {-boundless, x, false, false};
}
constexpr Interval at_most(double x) {
  return {-boundless, x, false, true};
}
constexpr Interval above(double x) {
  return {x, boundless, false, false};
}
constexpr Interval between(double low, double high) {  // without the two
  return {low, high, false, false};
}
constexpr Interval exactly(double x) {
  return {x, x, true, true};
}

// When an alternative holds.
inline bool is_greedy(const Chain& chain) {
  return step_of<Temperature>(chain).t == 0;
}
inline bool has_min_p(const Chain& chain) {
  return !step_of<MinP>(chain).is_off();
}
inline bool has_mirostat(const Chain& chain) {
  const auto* const mirostat = std::get_if<Mirostat>(&chain.picker);
  return mirostat != nullptr && !mirostat->is_off();
}

}  // namespace logits
