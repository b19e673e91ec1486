#include "src/cli/rows.hpp"

#include "logits/error.hpp"
#include "src/cli/commands/commands.hpp"
#include "src/cli/evaluate.hpp"
#include "src/cli/messages.hpp"
#include "src/io/documents.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <random>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

class Run {
 public:
  Run(const Options& options, const Streams& streams, io::Output& out, Progress& progress)
      : options_(options),
        streams_(streams),
        out_(out),
        progress_(progress),
        looks_{.ascii = options.ascii || !streams.utf8,
               .color = is_colored(options, streams.color_allowed),
               .markdown = options.format == Format::markdown,
               .digits = options.digits},
        seed_(options.seed.value_or(command() == Command::sample ? fresh_seed() : 0)) {}

  int operator()() {
    const io::Rows rows =
        io::open_inputs(options_.inputs, options_.reading, streams_.in, [this] { out_.flush(); });
    const io::RowRange& wanted = options_.rows;
    for (bool more = true; more;) {
      progress_.update(row_, share_done(rows));
      const std::uint64_t number = options_.row_offset + row_;
      try {
        if (row_ < wanted.first) {
          more = rows.skip();
          row_ += more ? 1 : 0;
          continue;
        }
        auto row = row_ < wanted.end ? rows() : std::nullopt;
        more = row.has_value();
        if (held_ && more) refuse_second_picture();
        // Whether a table needs a heading is known only when there is, or was to be, a second row.
        if (held_) print(*std::exchange(held_, std::nullopt), row_ > wanted.first + 1 || more);
        if (!more) break;
        ++row_;
        refuse_beyond_last(number);
        Held next{reply_to_row(std::move(*row), number), number};
        if (holds_the_first() && printed_ == 0) {
          held_ = std::move(next);
        } else {
          print(next, is_separated());
        }
      } catch (const Error& error) {
        row_ = number - options_.row_offset + 1;  // a bad row counts
        if (held_ && !is_picture()) print(*std::exchange(held_, std::nullopt), true);
        const bool about_a_row = error.failure == Failure::input || error.failure == Failure::no_answer;
        if (!about_a_row || !options_.keep_going) throw;
        out_.flush();
        tell(streams_.err, message(error));
        exit_code_ = static_cast<int>(Failure::input);
      }
    }
    progress_.clear();
    require_wanted_rows();
    return exit_code_;
  }

 private:
  struct Held {
    Reply reply;
    std::uint64_t number;
  };

  Command command() const { return options_.command.value_or(Command::probs); }
  bool is_picture() const { return command() == Command::plot || command() == Command::page; }

  static std::uint64_t fresh_seed() {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
  }

  /// Whether an empty line stands between the rows. JSON needs none, and a script wants drawn tokens and
  /// solutions without.
  bool is_separated() const {
    const bool plain = (command() == Command::sample && !options_.counts) || options_.solve.value_only;
    return options_.format != Format::json && !plain && !is_picture();
  }

  bool holds_the_first() const { return is_picture() || (is_separated() && is_for_people(options_.format)); }

  static void refuse_beyond_last(std::uint64_t number) {
    constexpr std::uint64_t last = std::numeric_limits<std::uint32_t>::max();
    if (number <= last) return;
    throw Error(Failure::usage,
                fmt::format("there are more rows than can be numbered: the last is {}", last));
  }

  std::optional<double> share_done(const io::Rows& rows) const {
    const std::uint64_t end = options_.rows.end;
    if (end == io::RowRange().end) return rows.share_read();
    return static_cast<double>(row_) / static_cast<double>(end);
  }

  /// Rows that were asked for by number must be there.
  void require_wanted_rows() const {
    const auto [first, end] = options_.rows;
    const bool open_ended = end == io::RowRange().end;
    if (row_ >= end || (open_ended && (first == 0 || row_ > first))) return;
    const std::uint64_t missing = std::max(row_, first);
    const std::string which = open_ended || missing + 1 == end
                                  ? fmt::format("is no row {}", missing)
                                  : fmt::format("are no rows {} to {}", missing, end - 1);
    const std::string numbers = row_ < 2 ? "number 0" : fmt::format("0 to {}", row_ - 1);
    throw Error(Failure::input,
                fmt::format("there {}: the input has {}, {}", which, io::counted(row_, "row"), numbers));
  }

  void refuse_second_picture() const {
    if (!is_picture()) return;
    throw Error(Failure::input,
                fmt::format("'logits {}' shows one row, and the input has more", name(command())),
                "  hint: choose one, for example with --row 1");
  }

  /// What the command says of a row. Errors get the row's place, unless they know a better one.
  Reply reply_to_row(io::Row row, std::uint64_t number) const {
    const std::string place = row.place;
    try {
      io::Result result = evaluate(options_, std::move(row), number);
      note_missing_mass(result);
      return reply_to(std::move(result), options_, looks_, seed_, progress_);
    } catch (const Error& error) {
      if (place.empty() || error.details.starts_with("  -->") || error.failure == Failure::usage) throw;
      throw Error(error.failure, error.what(), place + (error.details.empty() ? "" : "\n") + error.details);
    }
  }

  void print(const Held& held, bool one_of_many) {
    std::string heading = one_of_many && printed_ > 0 ? "\n" : "";
    if (one_of_many && is_for_people(options_.format))
      heading +=
          fmt::format("{}row {}\n{}", looks_.markdown ? "## " : "", held.number, looks_.markdown ? "\n" : "");
    held.reply(out_, heading);
    ++printed_;
  }

  /// Records of log-probs are taken for all the tokens there are. If they are not, the numbers change.
  void note_missing_mass(const io::Result& result) const {
    if (!result.row.logprobs) return;
    double covered = 0;
    for (const double logprob : result.row.logits) covered += std::exp(logprob);
    if (covered >= 0.999) return;
    out_.flush();
    tell(
        streams_.err,
        fmt::format("logits: note: row {}: these log-probs cover {} of the probability; the tokens given are "
                    "taken for all there are\n",
                    result.number, io::rounded(covered, 4)));
  }

  const Options& options_;
  const Streams& streams_;
  io::Output& out_;
  Progress& progress_;
  io::Looks looks_;
  std::uint64_t seed_;
  std::uint64_t row_ = 0;
  std::uint64_t printed_ = 0;
  std::optional<Held> held_;
  int exit_code_ = 0;
};

}  // namespace

int answer_rows(const Options& options, const Streams& streams, io::Output& out, Progress& progress) {
  return Run(options, streams, out, progress)();
}

}  // namespace logits::cli
