#pragma once

#include "logits/candidates.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// Finds labels. Linear in their bytes, also for labels chosen to collide: the hash is SipHash-1-3 under a
/// random key (Aumasson and Bernstein, 2012).
class LabelIndex {
 public:
  /// Refers to `labels`, which may grow as they are inserted.
  explicit LabelIndex(const std::vector<std::string>& labels);

  /// Enters labels[id]; gives the token that had the same label before, if any (and then enters nothing).
  std::optional<TokenId> insert(TokenId id);

  std::optional<TokenId> find(std::string_view label) const;

 private:
  /// Holds a token and its label's hash, which tells nearly all other labels apart without a look at them.
  struct Slot {
    TokenId id;
    std::uint32_t hash;
  };

  std::size_t slot_of(std::string_view label, std::uint32_t hash) const;
  void grow();

  const std::vector<std::string>& labels_;
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace logits::io
