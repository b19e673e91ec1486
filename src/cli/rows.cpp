#include "src/cli/rows.hpp"

#include "logits/error.hpp"
#include "src/cli/commands/commands.hpp"
#include "src/cli/evaluate.hpp"
#include "src/cli/looks.hpp"
#include "src/cli/messages.hpp"
#include "src/cli/tail.hpp"
#include "src/io/files.hpp"
#include "src/io/format.hpp"
#include "src/io/heat.hpp"
#include "src/io/position.hpp"
#include "src/io/response.hpp"
#include "src/io/write_certainty.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <random>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Errors about a row get its place, unless they know a better one.
auto at_place(const std::string& place, auto make) {
  try {
    return make();
  } catch (const Error& error) {
    if (place.empty() || error.details.starts_with("  -->") || error.failure == Failure::usage) throw;
    throw Error(error.failure, error.what(), place + (error.details.empty() ? "" : "\n") + error.details);
  }
}

class Run {
 public:
  Run(const Options& options, const Streams& streams, io::Output& out, Progress& progress)
      : options_(options),
        streams_(streams),
        out_(out),
        progress_(progress),
        looks_(looks_of(options, streams)),
        seed_(options.seed.value_or(command() == Command::sample ? fresh_seed() : 0)) {}

  int operator()() {
    const io::Rows rows = open_rows(options_.inputs, options_.input, streams_.in, [this] { out_.flush(); });
    const io::RowRange& wanted = options_.input.rows;
    for (bool more = true; more;) {
      progress_.update(row_, share_done(rows));
      const std::uint64_t before = row_;
      try {
        if (row_ < wanted.first) {
          more = rows.skip();
          row_ += more ? 1 : 0;
          continue;
        }
        auto row = row_ < wanted.end ? rows() : std::nullopt;
        more = row.has_value();
        if (held_ && more) refuse_second_picture(*row);
        const std::uint64_t number = options_.row_offset + (more ? row->number : row_);
        if (more && is_heat(*row)) {
          row_ = row->number + 1;
          refuse_beyond_last(number);
          responses_.add(evaluated(std::move(*row), number));
          continue;
        }
        // Whether a table needs a heading is known only when there is, or was to be, a second row.
        if (held_) print(*std::exchange(held_, std::nullopt), row_ > wanted.first + 1 || more);
        if (!more) break;
        row_ = row->number + 1;
        refuse_beyond_last(number);
        Held next = reply_to_row(std::move(*row), number);
        if (holds_the_first() && printed_ == 0 && (is_picture() || !next.position)) {
          held_ = std::move(next);
        } else {
          print(next, is_separated());
        }
      } catch (const Error& error) {
        row_ = std::max(row_, before + 1);  // a bad row counts
        if (held_ && !is_picture()) print(*std::exchange(held_, std::nullopt), true);
        const bool about_a_row = error.failure == Failure::input || error.failure == Failure::no_answer;
        if (!about_a_row || !options_.keep_going) throw;
        out_.flush();
        tell(streams_.err, message(error));
        exit_code_ = static_cast<int>(Failure::input);
      }
    }
    progress_.clear();
    if (exit_code_ == 0) require_rows(wanted, row_);  // else it may be the bad row that ended the input
    finish();
    return exit_code_;
  }

 private:
  struct Held {
    Reply reply;
    std::uint64_t number;
    std::optional<std::string> position;  // the heading of a position of a response
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

  io::Result evaluated(io::Row row, std::uint64_t number) const {
    for (const std::string& note : row.notes) tell_note(note);
    const std::string place = row.place;
    return at_place(place, [&] { return evaluate(options_, std::move(row), number); });
  }

  /// What the command says of a row.
  Held reply_to_row(io::Row row, std::uint64_t number) {
    const std::string place = row.place;
    io::Result result = evaluated(std::move(row), number);
    if (!options_.input.closed) {
      if (const auto note = note_on_coverage(result.row); !note.empty())
        tell_note(fmt::format("row {}: {}", number, note));
    }
    std::optional<std::string> position;
    if (result.row.position) {
      position = io::position_heading(result, looks_.digits);
      if (options_.stats) responses_.add(result);
    }
    Reply reply =
        at_place(place, [&] { return reply_to(std::move(result), options_, looks_, seed_, progress_); });
    return {std::move(reply), number, std::move(position)};
  }

  /// What is said of responses as a whole.
  void finish() {
    if (responses_.passages().empty()) return;
    const bool json = options_.format == Format::json;
    if (command() == Command::page) return write_file(io::heat_page(responses_));
    if (is_heat_picture()) return write_file(io::heat_svg(responses_, options_.title));
    if (options_.heat) return io::print_heat(out_, responses_, looks_);
    if (json) return io::print_certainty_json(out_, responses_);
    out_.write("\n");
    io::print_certainty(out_, responses_, looks_);
  }

  void write_file(const std::string& text) const {
    options_.output.empty() || options_.output == "-" ? out_.write(text)
                                                      : io::write_file(options_.output, text);
  }

  void print(const Held& held, bool one_of_many) {
    std::string heading = one_of_many && printed_ > 0 ? "\n" : "";
    const bool titled = is_separated() && (one_of_many || held.position);
    if (titled && is_for_people(options_.format)) {
      const std::string title = held.position.value_or(fmt::format("row {}", held.number));
      heading += looks_.markdown ? fmt::format("## {}\n\n", io::markdown_text(title)) : title + "\n";
    }
    held.reply(out_, heading);
    ++printed_;
  }

  void tell_note(std::string_view note) const {
    out_.flush();
    tell(streams_.err, fmt::format("logits: note: {}\n", note));
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
  io::Responses responses_;
  int exit_code_ = 0;
};

}  // namespace

int answer_rows(const Options& options, const Streams& streams, io::Output& out, Progress& progress) {
  return Run(options, streams, out, progress)();
}

}  // namespace logits::cli
