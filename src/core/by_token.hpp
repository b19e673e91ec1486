#pragma once

#include "logits/candidates.hpp"

#include <cstddef>
#include <vector>

namespace logits {

/// A value for each token up to the last candidate, `absent` at first.
template <typename Value>
class ByToken {
 public:
  ByToken(const Candidates& candidates, Value absent)
      : values_(std::size_t{candidates.ids.back()} + 1, absent) {}

  /// The token's value; nothing for one that no candidate can be.
  Value* find(TokenId id) { return id < values_.size() ? &values_[id] : nullptr; }
  Value operator[](TokenId id) const { return values_[id]; }

 private:
  std::vector<Value> values_;
};

}  // namespace logits
