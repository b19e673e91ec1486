#pragma once

#include "logits/candidates.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logits::cli {

/// What is printed for each token: made when it is asked for first, by a function of the token.
template <typename Make>
class Texts {
 public:
  Texts(std::size_t tokens, Make make) : place_(tokens), make_(std::move(make)) {}

  std::string_view operator()(TokenId id) {
    std::uint32_t& place = place_[id];
    if (place == 0) {
      made_.push_back(make_(id));
      place = static_cast<std::uint32_t>(made_.size());
    }
    return made_[place - 1];
  }

 private:
  std::vector<std::uint32_t> place_;  // among those made, from 1; 0 for the others
  std::vector<std::string> made_;
  Make make_;
};

}  // namespace logits::cli
