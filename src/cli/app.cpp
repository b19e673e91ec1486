#include "src/cli/app.hpp"

#include "logits/error.hpp"
#include "logits/version.hpp"
#include "src/cli/commands/commands.hpp"
#include "src/cli/evaluate.hpp"
#include "src/cli/help.hpp"
#include "src/cli/options.hpp"
#include "src/io/documents.hpp"
#include "src/io/format.hpp"
#include "src/io/output.hpp"

#include <cmath>
#include <limits>
#include <new>
#include <optional>
#include <random>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// A few lines on standard error. If even that fails there is nobody left to tell.
void tell(io::Sink& err, const std::string& text) {
  try {
    err.write(text);
  } catch (const Error&) {
  }
}

std::string message(const Error& error) {
  return fmt::format("logits: error: {}\n{}{}", error.what(), error.details,
                     error.details.empty() ? "" : "\n");
}

/// All rows of a run, one after the other.
class Run {
 public:
  Run(const Options& options, const Streams& streams, io::Output& out)
      : options_(options),
        streams_(streams),
        out_(out),
        looks_{.ascii = options.ascii || !streams.utf8,
               .color = options.color == Color::always ||
                        (options.color == Color::automatic && streams.color_allowed),
               .digits = options.digits},
        seed_(options.seed.value_or(fresh_seed())) {}

  int operator()() {
    const io::Rows rows =
        io::open_inputs(options_.inputs, options_.form, streams_.in, [this] { out_.flush(); });
    for (bool more = true; more;) {
      const std::uint64_t number = options_.row_offset + row_;
      try {
        auto row = rows();
        more = row.has_value();
        // Whether a table needs a heading is known only when there is, or was to be, a second row.
        if (held_) print(*std::exchange(held_, std::nullopt), row_ > 1 || more);
        if (!more) break;
        ++row_;
        refuse_beyond_last(number);
        io::Result result = evaluate(options_, std::move(*row), number);
        note_missing_mass(result);
        if (is_separated() && options_.format == Format::table && printed_ == 0) {
          held_ = std::move(result);
        } else {
          print(result, is_separated());
        }
      } catch (const Error& error) {
        row_ = number - options_.row_offset + 1;  // a bad row counts
        if (held_) print(*std::exchange(held_, std::nullopt), true);
        const bool about_a_row = error.failure == Failure::input || error.failure == Failure::no_answer;
        if (!about_a_row || !options_.keep_going) throw;
        out_.flush();
        tell(streams_.err, message(error));
        exit_code_ = static_cast<int>(Failure::input);
      }
    }
    return exit_code_;
  }

 private:
  Command command() const { return options_.command.value_or(Command::probs); }

  static std::uint64_t fresh_seed() {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
  }

  /// Whether an empty line stands between the rows. JSON needs none, and a script wants drawn tokens without.
  bool is_separated() const {
    return options_.format != Format::json && (command() != Command::sample || options_.counts);
  }

  static void refuse_beyond_last(std::uint64_t number) {
    constexpr std::uint64_t last = std::numeric_limits<std::uint32_t>::max();
    if (number <= last) return;
    throw Error(Failure::usage,
                fmt::format("there are more rows than can be numbered: the last is {}", last));
  }

  void print(const io::Result& result, bool one_of_many) {
    std::string heading = one_of_many && printed_ > 0 ? "\n" : "";
    if (one_of_many && options_.format == Format::table) heading += fmt::format("row {}\n", result.number);
    switch (command()) {
      case Command::probs:
        print_probs(out_, heading, result, options_, looks_);
        break;
      case Command::sample:
        print_sample(out_, heading, result, options_, looks_, seed_);
        break;
      case Command::explain:
        print_explanation(out_, heading, result, options_, looks_);
        break;
    }
    ++printed_;
  }

  /// Records of log-probs are taken for all the tokens there are. If they are not, the numbers change.
  void note_missing_mass(const io::Result& result) {
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
  io::Looks looks_;
  std::uint64_t seed_;
  std::uint64_t row_ = 0;
  std::uint64_t printed_ = 0;
  std::optional<io::Result> held_;
  int exit_code_ = 0;
};

int run_or_throw(const std::vector<std::string>& arguments, const Streams& streams, io::Output& out) {
  const Options options = parse_options(arguments);
  switch (options.show) {
    case Show::help:
      out.write(help(options.command));
      return 0;
    case Show::version:
      out.print("logits {}\n", version());
      return 0;
    case Show::result:
      break;
  }
  if (options.inputs.empty() && streams.in.is_terminal()) {
    tell(streams.err, short_help());
    return static_cast<int>(Failure::usage);
  }
  return Run(options, streams, out)();
}

}  // namespace

int run(const std::vector<std::string>& arguments, Streams streams) {
  io::Output out(streams.out);
  const auto report = [&](const Error& error) {
    tell(streams.err, message(error));
    return static_cast<int>(error.failure);
  };
  try {
    const int code = [&] {
      try {
        return run_or_throw(arguments, streams, out);
      } catch (const Error& error) {
        if (error.failure != Failure::output) out.flush();  // the results before the error come before it
        return report(error);
      }
    }();
    out.flush();
    return code;
  } catch (const Error& error) {
    return report(error);
  } catch (const std::bad_alloc&) {
    return report(Error(Failure::input, "out of memory"));
  } catch (const std::exception& error) {
    return report(Error(Failure::input, error.what()));
  }
}

}  // namespace logits::cli
