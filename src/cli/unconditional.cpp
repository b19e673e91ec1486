#include "src/cli/unconditional.hpp"

#include "logits/error.hpp"
#include "src/cli/commands/diff_inputs.hpp"
#include "src/io/format.hpp"
#include "src/io/json.hpp"
#include "src/io/place.hpp"

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Nothing but its numbers is used: what else it says must not be lost.
void require_bare(const io::Row& row, const std::string& name) {
  if (row.rest) {
    throw Error(Failure::no_answer,
                fmt::format("{} lists only {} of its tokens: what the others have is unknown", name,
                            io::grouped(row.count())),
                row.place);
  }
  if (row.bias.empty() && row.settings.empty() && row.prompt.empty() && row.history.empty()) return;
  throw Error(Failure::input, fmt::format("{} says more than its logits, and no more is used of it", name),
              row.place + (row.place.empty() ? "" : "\n") +
                  io::hint("biases and parameters belong to the input, or to the command line"));
}

std::string name_of_inputs(const std::vector<std::string>& inputs) {
  if (inputs.empty()) return "stdin";
  return inputs.size() == 1 ? name_of_input(inputs.front()) : "the input";
}

}  // namespace

Unconditional::Unconditional(const Options& options, io::Source& standard_input,
                             const std::function<void()>& before_waiting)
    : name_(name_of_input(options.cfg_logits)),
      name_of_input_(name_of_inputs(options.inputs)),
      rows_(open_rows({options.cfg_logits}, {}, standard_input, before_waiting)) {
  // The reader of inputs would take the name of a file that is missing for that of a token.
  const bool is_file = options.cfg_logits != "-" && !io::is_json(options.cfg_logits);
  if (is_file && !io::file_exists(options.cfg_logits)) static_cast<void>(io::open_file(options.cfg_logits));
}

void Unconditional::join(io::Row& row) try {
  if (!is_only_) read_to(row);
  if (!row_) refuse_end(row);
  require_bare(*row_, name_);
  require_same_tokens(row, *row_, name_of_input_, name_, row.number);
  row.unconditional = row_->logits;
  if (!is_only_) row.notes.insert(row.notes.end(), row_->notes.begin(), row_->notes.end());
} catch (const Error& error) {
  throw named(error, name_, "");
}

/// Reads on to the row of this number. Rows before it are passed over, good or bad: nobody wants them.
void Unconditional::read_to(const io::Row& row) {
  const std::uint64_t number = row.number;
  for (; passed_ <= number; ++passed_) {
    const bool is_wanted = passed_ == 0 || passed_ == number;  // the first may be the only one
    try {
      if (!is_wanted) {
        if (!rows_.skip()) break;
        continue;
      }
      std::optional<io::Row> next = rows_();
      if (!next) break;
      row_ = std::move(next);
    } catch (const Error&) {
      row_.reset();
      if (passed_ < number) continue;
      ++passed_;
      throw;
    }
  }
  if (passed_ > number) return;
  if (passed_ != 1) refuse_end(row);
  is_only_ = true;
}

void Unconditional::refuse_end(const io::Row& row) const {
  throw Error(Failure::input,
              fmt::format("row {} of {} has no logits without the prompt: {} has {}", row.number,
                          name_of_input_, name_, io::counted(passed_, "row")),
              io::hint("it has one for each row of the input, or one for all"));
}

}  // namespace logits::cli
