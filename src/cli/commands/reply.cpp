#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "src/cli/commands/commands.hpp"
#include "src/cli/commands/compare.hpp"
#include "src/cli/commands/engines.hpp"
#include "src/cli/commands/fixed_steps.hpp"
#include "src/cli/commands/plot.hpp"
#include "src/cli/commands/solve.hpp"
#include "src/cli/commands/sweep.hpp"
#include "src/cli/tail.hpp"
#include "src/io/place.hpp"
#include "src/io/write_page.hpp"

#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Prints the heading, then what `print(out, result)` prints.
Reply after_heading(io::Result result, auto print) {
  return [result = std::move(result), print = std::move(print)](io::Output& out, std::string_view heading) {
    out.write(heading);
    print(out, result);
  };
}

std::string page(const io::Result& result, std::uint64_t seed) {
  io::TextSink kept;
  io::Output out(kept);
  io::write_page(out, result, seed);
  out.flush();
  return kept.text;
}

/// Draws and pages need every token there is.
void require_whole(const io::Result& result, const Options& options) {
  const Command command = options.command.value_or(Command::probs);
  const bool draws =
      command == Command::sample || (command == Command::plot && options.picture == Picture::draws);
  if (draws && result.is_open()) refuse_open(result.row, result.chain, result.state, "drawing");
  const double t = step_of<Temperature>(result.chain).t;
  const bool tells_of_tail = command == Command::explain && t != 0 && t != 1 &&
                             tail_after(result.row, result.chain, result.state) == Tail::cut;
  if (tells_of_tail) {
    throw Error(
        Failure::no_answer,
        fmt::format("what {} does to the tokens that the response does not list is not known",
                    describe(Step(step_of<Temperature>(result.chain)))),
        io::hint("the result is: leave 'explain' out; --closed takes the listed tokens for all there are"));
  }
  if (command == Command::page && result.row.rest)
    refuse_open(result.row, result.chain, result.state, "a page on which T and k can be moved");
}

/// A whole file: for --output, or for standard output.
Reply file(std::string text, const std::string& path) {
  return [text = std::move(text), path](io::Output& out, std::string_view) {
    path.empty() || path == "-" ? out.write(text) : io::write_file(path, text);
  };
}

}  // namespace

Reply reply_to(io::Result result, const Options& options, const io::Looks& looks, std::uint64_t seed,
               Progress& progress) {
  if (options.command == Command::page) {
    require_known_knobs(result.chain, {Bias::name, Temperature::name, TopK::name, TopP::name, MinP::name},
                        "logits page");
  }
  require_whole(result, options);
  switch (options.command.value_or(Command::probs)) {
    case Command::probs:
      return after_heading(std::move(result), [&](io::Output& out, const io::Result& row) {
        print_probs(out, row, options, looks);
      });
    case Command::sample:
      return after_heading(std::move(result), [&, seed](io::Output& out, const io::Result& row) {
        print_sample(out, row, options, looks, seed, progress);
      });
    case Command::explain:
      return after_heading(std::move(result), [&](io::Output& out, const io::Result& row) {
        print_explanation(out, row, options, looks);
      });
    case Command::compare: {
      const Comparison comparison = compare(result, options);
      return after_heading(std::move(result), [&, comparison](io::Output& out, const io::Result& row) {
        print_comparison(out, row, comparison, options, looks);
      });
    }
    case Command::sweep: {
      const Swept swept = sweep(result, options);
      return after_heading(std::move(result), [&, swept](io::Output& out, const io::Result& row) {
        print_sweep(out, row, swept, options, looks);
      });
    }
    case Command::solve: {
      result.chain = chain_to_solve(result, options);
      const Solution solution = solve(result, options);
      return after_heading(std::move(result), [&, solution](io::Output& out, const io::Result& row) {
        print_solution(out, row, solution, options, looks);
      });
    }
    case Command::engines: {
      std::vector<EngineRun> runs = run_engines(result.row, options, result.number, seed);
      return [&, runs = std::move(runs)](io::Output& out, std::string_view heading) {
        out.write(heading);
        print_engines(out, runs, options, looks);
      };
    }
    case Command::plot:
      return file(plot(result, options, seed, progress), options.output);
    case Command::page:
      return file(page(result, seed), options.output);
    case Command::quiz:
    case Command::diff:
      break;  // ask of no row, or of two
  }
  return {};
}

}  // namespace logits::cli
