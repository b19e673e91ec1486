#include "src/io/label_finder.hpp"

namespace logits::io {

LabelFinder::LabelFinder(const std::vector<std::string>& labels)
    : labels_(labels), index_(labels), is_shared_(labels.size()) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (const auto first = index_.insert(static_cast<TokenId>(i))) is_shared_[*first] = true;
  }
}

std::vector<TokenId> LabelFinder::find(std::string_view label) const {
  const auto first = index_.find(label);
  if (!first) return {};
  std::vector<TokenId> found = {*first};
  for (std::size_t i = *first + 1; is_shared_[*first] && i < labels_.size(); ++i) {
    if (labels_[i] == label) found.push_back(static_cast<TokenId>(i));
  }
  return found;
}

}  // namespace logits::io
