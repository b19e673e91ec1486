#pragma once

#include "src/cli/given.hpp"
#include "src/cli/selection.hpp"
#include "src/io/files.hpp"
#include "src/io/row.hpp"
#include "src/io/vocabulary/vocabulary.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace logits::cli {

/// What the command line says of how to read the input.
struct InputOptions {
  io::Reading reading;
  io::RowRange rows;  ///< those that are wanted
  Selection selection;
  bool closed = false;  ///< the tokens that a response lists are taken for all there are
  std::shared_ptr<const io::Vocabulary> labels;  ///< what names the tokens of every row, or nothing
  bool labels_pad = false;                       ///< rows may be longer than that
};

/// All but the labels. Throws `Failure::usage`.
InputOptions input_options(const Given&);

/// Reads the vocabulary that --labels names, or gives nothing. Throws `Failure::usage`, and `Failure::input`
/// for a file that is none.
std::shared_ptr<const io::Vocabulary> labels_of(const Given&);

/// The rows of the inputs: the selected ones, their tokens named. Picking rows by number is left to the
/// reader of the rows, who counts them.
io::Rows open_rows(const std::vector<std::string>& inputs, const InputOptions&, io::Source& standard_input,
                   const std::function<void()>& before_waiting);

/// Rows that were asked for by number must be there: throws `Failure::input` if the input ended after
/// `count`.
void require_rows(const io::RowRange& wanted, std::uint64_t count);

}  // namespace logits::cli
