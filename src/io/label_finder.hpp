#pragma once

#include "logits/candidates.hpp"
#include "src/io/label_index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// Finds all the tokens that have a label, also where several share it.
class LabelFinder {
 public:
  /// Refers to `labels`, which must stay as they are.
  explicit LabelFinder(const std::vector<std::string>& labels);

  /// In the order of the labels; none if no token is called that.
  std::vector<TokenId> find(std::string_view label) const;

 private:
  const std::vector<std::string>& labels_;
  LabelIndex index_;
  std::vector<bool> is_shared_;  // the first token of a label that others have too
};

}  // namespace logits::io
