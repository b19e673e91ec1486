#pragma once

#include "logits/draw.hpp"
#include "src/io/result.hpp"

#include <cstdint>
#include <vector>

namespace logits::cli {

/// The draws of a row. Draw d is a pure function of seed, row and d, so they can be gone through again in
/// constant memory.
class Draws {
 public:
  Draws(const io::Result&, std::uint64_t count, std::uint64_t seed, bool without_replacement);

  void for_each(auto visit) const {
    for (std::uint64_t d = 0; d < count_; ++d)
      visit(order_.empty() ? sampler_.draw(random_(Stream::draw, d)) : order_[d]);
  }

 private:
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
