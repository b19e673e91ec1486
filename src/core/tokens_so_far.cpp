#include "src/core/tokens_so_far.hpp"

#include <algorithm>

namespace logits {

std::vector<TokenId> tokens_so_far(const State& state, std::uint64_t window) {
  std::vector<TokenId> tokens = state.prompt;
  tokens.insert(tokens.end(), state.history.begin(), state.history.end());
  if (window > 0 && window < tokens.size())
    tokens.erase(tokens.begin(), tokens.end() - static_cast<std::ptrdiff_t>(window));
  return tokens;
}

std::vector<std::size_t> suffixes_before(std::span<const TokenId> tokens) {
  // The Z-function, read from the end: going back from place `size - i`, `length[i]` tokens are as those
  // going back from the end. [left, right) is the match found so far that reaches farthest back.
  const std::size_t size = tokens.size();
  const auto back = [&](std::size_t i) {
    return tokens[size - 1 - i];
  };
  std::vector<std::size_t> length(size, 0), result(size, 0);
  std::size_t left = 0, right = 0;
  for (std::size_t i = 1; i < size; ++i) {
    if (i < right) length[i] = std::min(right - i, length[i - left]);
    while (i + length[i] < size && back(length[i]) == back(i + length[i])) ++length[i];
    if (i + length[i] > right) {
      left = i;
      right = i + length[i];
    }
    result[size - i] = length[i];
  }
  return result;
}

}  // namespace logits
