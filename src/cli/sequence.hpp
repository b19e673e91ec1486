#pragma once

#include "logits/state.hpp"
#include "src/cli/targets.hpp"
#include "src/io/result.hpp"
#include "src/io/row.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logits::cli {

/// The rows of an input as the positions of one sequence: each goes on with a token, which the rows behind it
/// look back at, and which a picker learns from. The rows come one after the other, and none is left out.
class Sequence {
 public:
  /// The sequence goes on with these tokens, one for each row of the input; where there are none, with the
  /// first draw of each row.
  explicit Sequence(std::vector<NextToken> targets) : targets_(std::move(targets)) {}

  /// What the rows before it leave to a row; nothing for the first, which may have a prompt and a history of
  /// its own. The tokens so far are named by their indices in the row, or by numbers that no token of the row
  /// has. Throws `Failure::input` for a row that has a history too, or whose tokens cannot be told to be
  /// those of the rows before it; `Failure::no_answer` for a row that does not list all tokens.
  std::optional<State> state_for(const io::Row&);

  /// Chooses the token that the row goes on with, which the result then tells. Throws `Failure::input` where
  /// the row has no such token, or there is none for it.
  void go_on(io::Result&);

  /// Throws `Failure::input` if there are targets for more than this many rows.
  void require_no_more_targets(std::uint64_t rows) const;

 private:
  /// What the tokens of a row are called.
  struct Naming {
    std::uint64_t row = 0;
    std::size_t count = 0;
    std::vector<std::string> own_labels = {};
    std::shared_ptr<const io::Vocabulary> vocabulary = {};
    std::vector<std::uint64_t> ids = {};

    const std::vector<std::string>& labels() const {
      return own_labels.empty() && vocabulary != nullptr ? vocabulary->labels : own_labels;
    }
  };
  /// A token of the sequence that the row at hand has not.
  struct Absent {
    std::string label;
    std::uint64_t id;
  };
  enum class NamedBy { index, label, id };

  NamedBy named_by(const io::Row&) const;
  void rename_tokens(const io::Row&, NamedBy);

  std::vector<NextToken> targets_;
  std::optional<State> state_;  // its tokens are named as in `naming_`, and behind its last by `absent_`
  Naming naming_;
  std::vector<Absent> absent_;
};

}  // namespace logits::cli
