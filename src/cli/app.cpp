#include "src/cli/app.hpp"

#include "logits/error.hpp"
#include "logits/version.hpp"
#include "src/cli/commands/diff.hpp"
#include "src/cli/commands/engines.hpp"
#include "src/cli/help.hpp"
#include "src/cli/looks.hpp"
#include "src/cli/messages.hpp"
#include "src/cli/options.hpp"
#include "src/cli/quiz/quiz.hpp"
#include "src/cli/rows.hpp"
#include "src/io/output.hpp"

#include <cstdint>
#include <new>
#include <random>

namespace logits::cli {
namespace {

/// On a terminal the quiz is a dialogue, with a fresh seed; else a sheet, the same one each time.
void run_quiz(const Options& options, const Streams& streams, io::Output& out) {
  const auto count = static_cast<std::uint32_t>(options.count);
  const bool dialogue = streams.in.is_terminal() && streams.out.is_terminal() && !options.answers &&
                        options.format == Format::table;
  if (dialogue) {
    return ask_quiz(streams, {.seed = options.seed.value_or(std::random_device()() % 10000), .count = count},
                    is_colored(options, streams.color_allowed));
  }
  const SheetStyle style = options.format == Format::json       ? SheetStyle::json
                           : options.format == Format::markdown ? SheetStyle::markdown
                                                                : SheetStyle::text;
  print_quiz(out, {.seed = options.seed.value_or(0), .count = count}, options.answers, style);
}

int run_or_throw(const std::vector<std::string>& arguments, const Streams& streams, io::Output& out,
                 Progress& progress) {
  const Options options = parse_options(arguments);
  switch (options.show) {
    case Show::help:
      out.write(help(options.command));
      return 0;
    case Show::input_help:
      out.write(input_help());
      return 0;
    case Show::samplers_help:
      out.write(samplers_help());
      return 0;
    case Show::version:
      out.print("logits {}\n", version());
      return 0;
    case Show::result:
      break;
  }
  if (options.command == Command::quiz) {
    run_quiz(options, streams, out);
    return 0;
  }
  if (options.command == Command::diff) return diff_inputs(options, streams, out, progress);
  const bool lists_engines =
      options.command == Command::engines && options.inputs.empty() && options.settings.empty();
  if (lists_engines) {
    list_engines(out, options, looks_of(options, streams));
    return 0;
  }
  if (options.inputs.empty() && streams.in.is_terminal()) {
    tell(streams.err, short_help());
    return static_cast<int>(Failure::usage);
  }
  return answer_rows(options, streams, out, progress);
}

}  // namespace

int run(const std::vector<std::string>& arguments, Streams world) {
  Progress progress(world.err, world.out, world.clock);
  const Streams streams{world.in, world.out, progress, world.utf8, world.color_allowed, world.clock};
  io::Output out(streams.out);
  const auto report = [&](const Error& error) {
    tell(streams.err, message(error));
    return static_cast<int>(error.failure);
  };
  try {
    const int code = [&] {
      try {
        return run_or_throw(arguments, streams, out, progress);
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
