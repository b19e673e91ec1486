#include "src/cli/commands/draws.hpp"

namespace logits::cli {

Draws::Draws(const io::Result& result, std::uint64_t count, std::uint64_t seed, bool without_replacement,
             Progress& progress)
    : progress_(progress),
      count_(count),
      random_{.seed = seed, .row = static_cast<std::uint32_t>(result.number)},
      sampler_(result.distribution, without_replacement ? 0 : count) {
  if (without_replacement) order_ = draw_without_replacement(result.distribution, count_, random_);
}

void Draws::draw(std::uint64_t first, std::span<TokenId> tokens) const {
  if (!order_.empty()) {
    std::copy_n(order_.begin() + static_cast<std::ptrdiff_t>(first), tokens.size(), tokens.begin());
    return;
  }
  std::array<double, block> numbers;
  const std::span<double> these = std::span(numbers).first(tokens.size());
  random_.fill(Stream::draw, first, these);
  sampler_.draw(these, tokens);
}

void Draws::tell_progress(std::uint64_t done, bool prints) const {
  progress_.update(done, share(done, count_), {"draw", prints});
}

std::vector<std::uint64_t> count_draws(const Draws& draws, std::size_t tokens) {
  std::vector<std::uint64_t> counts(tokens);
  draws.for_each([&counts](TokenId id) { ++counts[id]; }, false);
  return counts;
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace logits::cli
