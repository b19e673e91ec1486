#include "src/cli/commands/diff.hpp"

#include "src/cli/commands/diff_inputs.hpp"
#include "src/cli/commands/diff_summary.hpp"
#include "src/cli/commands/print_diff.hpp"
#include "src/cli/evaluate.hpp"
#include "src/cli/looks.hpp"
#include "src/cli/messages.hpp"
#include "src/cli/tail.hpp"
#include "src/cli/targets.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/place.hpp"

#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

class DiffRun {
 public:
  DiffRun(const Options& options, const Streams& streams, io::Output& out, Progress& progress)
      : options_(options),
        streams_(streams),
        out_(out),
        progress_(progress),
        looks_(looks_of(options, streams)),
        names_(names_of_sides(options.inputs[0], options.inputs[1])),
        a_(names_.first, open(options.inputs[0])),
        b_(names_.second, open(options.inputs[1])),
        rows_(out, options, looks_) {
    if (!options.targets.empty()) targets_ = read_targets(options.targets);
  }

  int operator()() {
    try {
      read_all();
    } catch (const Error&) {
      rows_.finish();  // the rows before a bad one are complete
      throw;
    }
    rows_.finish();
    if (!prints_rows() && summary_.rows() > 0)
      print_diff(out_, summary_,
                 {.a = name_of_input(options_.inputs[0]), .b = name_of_input(options_.inputs[1])}, options_,
                 looks_);
    return exit_code_;
  }

 private:
  io::Rows open(const std::string& input) const {
    return open_rows({input}, options_.input, streams_.in, [this] { out_.flush(); });
  }

  bool prints_rows() const {
    return options_.per_row || (!is_for_people(options_.format) && options_.format != Format::json);
  }

  void read_all() {
    const auto report = [this](const Error& error) {
      report_or_throw(error);
    };
    const auto [first, end] = options_.input.rows;
    for (Side* const side : {&a_, &b_}) side->skip(first, report);
    for (std::uint64_t row = first; row < end; ++row) {
      progress_.update(row, a_.share_read(), {.prints = prints_rows()});
      a_.advance(report);
      b_.advance(report);
      if (a_.ended() != b_.ended()) refuse_different_counts();
      if (a_.ended()) break;
      if (a_.row() && b_.row()) compare();
    }
    progress_.clear();
    const std::uint64_t rows = a_.rows_read();
    require_rows(options_.input.rows, rows);
    if (rows == 0) throw Error(Failure::input, "there are no rows to compare");
    const bool all = end == io::RowRange().end && options_.input.selection.is_all();
    if (!options_.targets.empty() && all && targets_.size() != rows)
      refuse_targets(targets_.size(), rows, false);
  }

  void compare() {
    io::Row& a = *a_.row();
    io::Row& b = *b_.row();
    const std::uint64_t row = a.number;
    const std::uint64_t number = options_.row_offset + row;
    if (!options_.targets.empty() && row >= targets_.size()) refuse_targets(targets_.size(), row + 1, true);
    try {
      share_tokens(a, b, a_.name(), b_.name(), number);
      tell_notes(a, a_.name(), number);
      tell_notes(b, b_.name(), number);
      const Candidates candidates_a = candidates_of(a, a_.name()), candidates_b = candidates_of(b, b_.name());
      std::optional<TokenId> next;
      if (!targets_.empty()) next = io::Names(a).find(targets_[row].token, targets_[row].who);
      RowDiff diff = diff_of(candidates_a, candidates_b, next);
      diff.number = number;
      diff.id = a.id.empty() ? b.id : a.id;
      if (prints_rows()) {
        rows_.add(diff, a);
      } else {
        summary_.add(diff, a);
      }
    } catch (const Error& error) {
      report_or_throw(error);
    }
  }

  Candidates candidates_of(const io::Row& row, const std::string& name) const try {
    return candidates_for(options_, row);
  } catch (const Error& error) {
    throw named(error, name, row.place);
  }

  void report_or_throw(const Error& error) {
    const bool about_a_row = error.failure == Failure::input || error.failure == Failure::no_answer;
    if (!about_a_row || !options_.keep_going) throw Error(error);
    out_.flush();
    tell(streams_.err, message(error));
    exit_code_ = static_cast<int>(Failure::input);
  }

  /// What the document says beside its numbers, and whether log-probs cover what they are taken for.
  void tell_notes(const io::Row& row, const std::string& name, std::uint64_t number) const {
    const auto note = [&](const std::string& text) {
      out_.flush();
      tell(streams_.err, fmt::format("logits: note: {}\n", text));
    };
    for (const std::string& text : row.notes) note(text);
    if (options_.input.closed) return;
    if (const auto coverage = note_on_coverage(row); !coverage.empty())
      note(fmt::format("row {} of {}: {}", number, name, coverage));
  }

  [[noreturn]] void refuse_different_counts() {
    const std::string rows_a = a_.count_to_the_end(), rows_b = b_.count_to_the_end();
    throw Error(Failure::input, fmt::format("{} has {} and {} has {}", a_.name(), rows_a, b_.name(), rows_b),
                io::hint("each row of A is compared with the row of B in the same place"));
  }

  const Options& options_;
  const Streams& streams_;
  io::Output& out_;
  Progress& progress_;
  io::Looks looks_;
  std::pair<std::string, std::string> names_;
  Side a_, b_;
  std::vector<NextToken> targets_;
  DiffRows rows_;
  DiffSummary summary_;
  int exit_code_ = 0;
};

}  // namespace

int diff_inputs(const Options& options, const Streams& streams, io::Output& out, Progress& progress) {
  return DiffRun(options, streams, out, progress)();
}

}  // namespace logits::cli
