#pragma once

#include "logits/chain.hpp"
#include "logits/engines.hpp"
#include "src/cli/input_options.hpp"
#include "src/cli/option_table.hpp"
#include "src/cli/solve_options.hpp"
#include "src/cli/sweep_options.hpp"
#include "src/io/row.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logits::cli {

/// `ndjson` is an object a row. Where every object is about one row `json` stands for both.
enum class Format { table, tsv, csv, json, ndjson, markdown };
/// Whether a format is for people, with rounded numbers in columns, and not for programs.
inline bool is_for_people(Format format) {
  return format == Format::table || format == Format::markdown;
}

enum class Color { automatic, always, never };
enum class Show { result, help, input_help, samplers_help, version };
enum class Picture { bars, sweep, draws, heat };

struct Options {
  Show show = Show::result;
  std::optional<Command> command;  ///< nothing where no command was named: probs
  std::vector<std::string> inputs;
  InputOptions input;

  std::vector<io::NamedBias> bias;
  std::vector<io::TokenName> prompt, history, breakers;
  std::vector<std::string> request_breakers;  ///< texts, which need not be among the tokens
  std::string until;                          ///< the step behind which to stop, or empty
  std::string cfg_logits;                     ///< a file, or empty
  const Engine* engine = nullptr;             ///< whose profile the chain is, or nothing
  Chain chain;                                ///< the steps in the order asked for, with the values given
  std::vector<std::string> notes;             ///< what to tell of that before the results, a line each
  std::vector<io::Setting> settings;          ///< the parameters that options gave
  std::vector<std::string> given;             ///< their names, and those that a request gave
  std::vector<const Engine*> engines;         ///< those that `engines` names, or all
  bool no_defaults = false;                   ///< of engines: only what is given is on

  Format format = Format::table;
  bool logprobs = false;
  bool before = false;
  bool stats = false;
  bool heat = false;
  std::optional<bool> by_p;  ///< the order asked for: by falling probability, or as in the input
  std::uint64_t max_rows = 20;
  int digits = 4;
  Color color = Color::automatic;
  bool ascii = false;

  std::uint64_t count = 1;  ///< draws, or exercises
  std::optional<std::uint64_t> seed;
  bool counts = false;
  bool ids = false;
  bool probs = false;
  bool raw_logprobs = false;  ///< what --probs tells is of the untouched softmax
  bool without_replacement = false;

  std::string first, second;  ///< the two tokens of `compare`
  SweepOptions sweep;
  SolveOptions solve;
  bool sequence = false;  ///< the rows are the positions of one sequence
  std::string targets;    ///< the file of the next tokens, or empty
  bool per_row = false;   ///< `diff`: a line for each row in place of a summary
  Picture picture = Picture::bars;
  std::string title;   ///< of the picture, or empty for one of its own
  std::string output;  ///< a file, or empty for standard output
  bool answers = false;

  std::uint64_t jobs = 1;  ///< how many rows are answered at a time
  std::uint64_t row_offset = 0;
  bool keep_going = false;
};

/// The parameter that is swept, or nothing.
inline std::string_view swept_parameter(const Options& options) {
  const bool sweeps = options.command == Command::sweep ||
                      (options.command == Command::plot && options.picture == Picture::sweep);
  return sweeps ? std::string_view(options.sweep.over) : std::string_view();
}

/// Whether to print in color, where the world outside allows it or not.
inline bool is_colored(const Options& options, bool allowed) {
  return options.color == Color::always || (options.color == Color::automatic && allowed);
}

/// Throws `Failure::usage`. What --bias-file and --labels name is read here too (`Failure::input`).
Options parse_options(const std::vector<std::string>& arguments);

}  // namespace logits::cli
