#include "src/cli/rows.hpp"

#include "logits/error.hpp"
#include "src/cli/answer.hpp"
#include "src/cli/delivery.hpp"
#include "src/cli/looks.hpp"
#include "src/cli/sequence.hpp"
#include "src/cli/targets.hpp"
#include "src/cli/unconditional.hpp"
#include "src/cli/workers.hpp"
#include "src/io/files.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// What must leave the reader, in which it came up, as it is: an error about a row before the one that is
/// read.
struct EarlierError {
  Error error;
};

/// Where the progress of rows goes that are answered side by side.
class Nowhere : public io::Sink {
 public:
  void write(std::string_view) override {}
};

class Run {
 public:
  Run(const Options& options, const Streams& streams, io::Output& out, Progress& progress)
      : options_(options),
        streams_(streams),
        out_(out),
        progress_(progress),
        answering_{options, looks_of(options, streams),
                   options.seed.value_or(command() == Command::sample ? fresh_seed() : 0)},
        delivery_(options, streams, out, answering_.looks) {
    if (options.sequence) {
      sequence_.emplace(options.targets.empty() ? std::vector<NextToken>() : read_targets(options.targets));
      answering_.sequence = &*sequence_;
    }
    if (!options.cfg_logits.empty())
      unconditional_.emplace(options, streams.in, [this] { before_waiting(); });
    if (options.jobs > 1) workers_.emplace(static_cast<std::size_t>(options.jobs));
  }

  int operator()() try {
    for (const std::string& note : options_.notes) delivery_.tell_note(note);
    const io::Rows rows =
        open_rows(options_.inputs, options_.input, streams_.in, [this] { before_waiting(); });
    const io::RowRange& wanted = options_.input.rows;
    for (bool more = true; more;) {
      progress_.update(row_, share_done(rows));
      const std::uint64_t before = row_;
      std::optional<io::Row> row;
      try {
        if (row_ < wanted.first) {
          more = rows.skip();
          row_ += more ? 1 : 0;
          continue;
        }
        if (row_ < wanted.end) row = rows();
        more = row.has_value();
        if (more) require_answerable(*row);
        if (more && unconditional_) unconditional_->join(*row);
      } catch (const Error& error) {
        row_ = std::max(row_, before + 1);  // a bad row counts
        deliver_all();
        delivery_.report(error);
        continue;
      }
      if (more) answer(std::move(*row));
    }
    deliver_all();
    progress_.clear();
    delivery_.finish_rows(row_ > wanted.first + 1);
    if (sequence_ && wanted.end == io::RowRange().end && options_.input.selection.is_all())
      sequence_->require_no_more_targets(row_);
    const int exit_code = delivery_.exit_code();
    if (exit_code == 0) require_rows(wanted, row_);  // else it may be the bad row that ended the input
    delivery_.finish_responses();
    return exit_code;
  } catch (const EarlierError& earlier) {
    throw earlier.error;
  }

 private:
  /// A row, as it is to be answered.
  struct Question {
    io::Row row;
    std::uint64_t number;
    bool is_heat;
  };

  Command command() const { return options_.command.value_or(Command::probs); }
  bool is_picture() const { return command() == Command::plot || command() == Command::page; }

  static std::uint64_t fresh_seed() {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
  }

  static void refuse_beyond_last(std::uint64_t number) {
    constexpr std::uint64_t last = std::numeric_limits<std::uint32_t>::max();
    if (number <= last) return;
    throw Error(Failure::usage,
                fmt::format("there are more rows than can be numbered: the last is {}", last));
  }

  std::optional<double> share_done(const io::Rows& rows) const {
    const std::uint64_t end = options_.input.rows.end;
    if (end == io::RowRange().end) return rows.share_read();
    return static_cast<double>(row_) / static_cast<double>(end);
  }

  void refuse_second_picture(const io::Row& row) const {
    if (!is_picture()) return;
    throw Error(
        Failure::input, fmt::format("'logits {}' shows one row, and the input has more", name(command())),
        row.position
            ? "  hint: choose one, for example with --row 1; 'logits plot heat' shows a whole response"
            : "  hint: choose one, for example with --row 1");
  }

  bool is_heat_picture() const { return command() == Command::plot && options_.picture == Picture::heat; }

  /// Whether the row is a part of a text that is shown as a whole.
  bool is_heat(const io::Row& row) const {
    if (!options_.heat && !is_heat_picture()) return command() == Command::page && row.position;
    if (!row.position) {
      throw Error(Failure::input, "this is no response: a heat line shows the tokens that a model chose",
                  "  hint: ask the API for log-probs, and give its answer");
    }
    return true;
  }

  std::uint64_t number_of(const io::Row& row) const { return options_.row_offset + row.number; }

  void require_answerable(const io::Row& row) {
    if (delivery_.holds_one()) refuse_second_picture(row);
    row_ = row.number + 1;
    refuse_beyond_last(number_of(row));
    static_cast<void>(is_heat(row));
  }

  /// Answers a row: at once, or as soon as a worker is free.
  void answer(io::Row row) {
    const std::uint64_t number = number_of(row);
    const bool heat = is_heat(row);
    if (!workers_) return delivery_.deliver(answering_(std::move(row), number, heat, progress_));
    gathered_logits_ += row.logits.size();
    gathered_.push_back({std::move(row), number, heat});
    constexpr std::size_t most_rows = 256, most_logits = 8192;
    if (gathered_.size() == most_rows || gathered_logits_ >= most_logits) ask_for_gathered();
  }

  void ask_for_gathered() {
    if (gathered_.empty()) return;
    if (workers_->busy()) deliver_oldest();
    gathered_logits_ = 0;
    workers_->ask([this, questions = std::exchange(gathered_, {})]() mutable {
      Nowhere nowhere;
      Progress silent(nowhere, nowhere, streams_.clock);
      Workers::Answers answers;
      for (auto& [row, number, heat] : questions)
        answers.push_back(rendered(answering_(std::move(row), number, heat, silent), options_));
      return answers;
    });
  }

  void deliver_oldest() {
    for (Answer& answer : workers_->take()) delivery_.deliver(std::move(answer));
  }

  void deliver_all() {
    if (!workers_) return;
    ask_for_gathered();
    while (!workers_->empty()) deliver_oldest();
  }

  /// Somebody may wait for the rows that are there before there are more.
  void before_waiting() {
    try {
      deliver_all();
    } catch (const Error& error) {
      throw EarlierError{error};
    }
    out_.flush();
  }

  const Options& options_;
  const Streams& streams_;
  io::Output& out_;
  Progress& progress_;
  Answering answering_;
  std::optional<Sequence> sequence_;
  std::optional<Unconditional> unconditional_;
  Delivery delivery_;
  std::uint64_t row_ = 0;
  std::vector<Question> gathered_;  // for a worker
  std::size_t gathered_logits_ = 0;
  std::optional<Workers> workers_;  // the first to go: they use the rest
};

}  // namespace

int answer_rows(const Options& options, const Streams& streams, io::Output& out, Progress& progress) {
  return Run(options, streams, out, progress)();
}

}  // namespace logits::cli
