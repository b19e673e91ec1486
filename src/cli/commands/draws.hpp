#pragma once

#include "logits/draw.hpp"
#include "src/cli/progress.hpp"
#include "src/io/result.hpp"

#include <cstdint>
#include <vector>

namespace logits::cli {

/// The draws of a row. Draw d is a pure function of seed, row and d, so they can be gone through again in
/// constant memory.
class Draws {
 public:
  Draws(const io::Result&, std::uint64_t count, std::uint64_t seed, bool without_replacement, Progress&);

  /// `prints` tells whether what becomes of a draw is printed at once.
  void for_each(auto visit, bool prints = true) const {
    for (std::uint64_t d = 0; d < count_; ++d) {
      if (d % between_updates == 0) tell_progress(d, prints);
      visit(order_.empty() ? sampler_.draw(random_(Stream::draw, d)) : order_[d]);
    }
    if (!prints) progress_.clear();
  }

 private:
  static constexpr std::uint64_t between_updates = 1 << 16;

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
