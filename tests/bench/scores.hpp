#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

/// Logits to measure with: the same ones every time.
namespace logits::bench {

inline constexpr std::size_t vocabulary = 128'256;

/// Normal with standard deviation 1: most tokens matter, as at a high temperature.
std::vector<double> flat_scores(std::size_t count);

/// The same below 30 tokens that have nearly all the mass, as a language model mostly gives.
std::vector<double> peaked_scores(std::size_t count);

}  // namespace logits::bench
