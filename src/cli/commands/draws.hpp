#pragma once

#include "logits/draw.hpp"
#include "src/cli/progress.hpp"
#include "src/io/result.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace logits::cli {

/// The draws of a row. Draw d is a pure function of seed, row and d, so they can be gone through again in
/// constant memory.
class Draws {
 public:
  Draws(const io::Result&, std::uint64_t count, std::uint64_t seed, bool without_replacement, Progress&);

  /// `prints` tells whether what becomes of a draw is printed at once.
  void for_each(auto visit, bool prints = true) const {
    std::array<TokenId, block> tokens;
    for (std::uint64_t done = 0; done < count_; done += block) {
      if (done % between_updates == 0) tell_progress(done, prints);
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(block, count_ - done));
      draw(done, std::span(tokens).first(size));
      for (std::size_t i = 0; i < size; ++i) visit(tokens[i]);
    }
    if (!prints) progress_.clear();
  }

 private:
  static constexpr std::uint64_t block = 1 << 10;
  static constexpr std::uint64_t between_updates = block << 6;

  void draw(std::uint64_t first, std::span<TokenId> tokens) const;
  void tell_progress(std::uint64_t done, bool prints) const;

  Progress& progress_;
  std::uint64_t count_;
  Random random_;
  Sampler sampler_;
  std::vector<TokenId> order_;  // of draws without replacement; else empty
};

/// How often each of the row's tokens is drawn.
std::vector<std::uint64_t> count_draws(const Draws&, std::size_t tokens);

/// 0 of 0 is 0.
double share(std::uint64_t part, std::uint64_t whole);

}  // namespace logits::cli
