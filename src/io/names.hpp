#pragma once

#include "logits/candidates.hpp"
#include "src/io/label_finder.hpp"
#include "src/io/row.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logits::io {

/// A token as people read it: its label, else its id, else its index; "(rest)" for the tokens that are not
/// listed. Not escaped.
std::string name_of(const Row&, TokenId);

/// Finds a row's tokens by name. Made once for a row, and only where something is named. Refers to the row.
class Names {
 public:
  explicit Names(const Row&);

  /// Throws `Failure::input`, naming `who` asks ("--bias"), if no token or more than one is called that.
  TokenId find(const TokenName&, std::string_view who) const;

  /// All tokens of this label; there may be none.
  std::vector<TokenId> labelled(const std::string& label) const { return labels_->find(label); }

 private:
  std::vector<TokenId> all_called(const TokenName&) const;

  const Row& row_;
  std::shared_ptr<const LabelFinder> labels_;  // its vocabulary's, or made for the row
  std::vector<std::pair<std::uint64_t, TokenId>> ids_;
};

/// Throws `Failure::input` if two tokens have the same id. Only then asks for the place.
void require_distinct(const std::vector<std::uint64_t>& ids, const std::function<std::string()>& place);

}  // namespace logits::io
