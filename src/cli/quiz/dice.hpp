#pragma once

#include "logits/random.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logits::cli {

/// The beginning of a sentence, and tokens that may come next. No two of them begin with the same letter.
struct Scene {
  std::string_view text;
  std::vector<std::string> tokens;
};

/// What is drawn for one exercise: a pure function of seed, number and stream.
class Dice {
 public:
  Dice(std::uint64_t seed, std::uint32_t number, Stream stream = Stream::draw)
      : random_{.seed = seed, .row = number}, stream_(stream) {}

  std::size_t below(std::size_t count);
  int between(int least, int most);  ///< both included
  bool coin() { return below(2) == 1; }

  template <typename T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }

  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t left = values.size(); left > 1; --left) std::swap(values[left - 1], values[below(left)]);
  }

  Scene scene(std::size_t tokens);  ///< with so many of the tokens, at most six, in any order

 private:
  Random random_;
  Stream stream_;
  std::uint64_t next_ = 0;
};

}  // namespace logits::cli
