#include "src/cli/options.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "src/cli/given.hpp"
#include "src/cli/parameters.hpp"
#include "src/io/bias_file.hpp"
#include "src/io/files.hpp"
#include "src/io/hand_fed.hpp"
#include "src/io/number.hpp"
#include "src/io/place.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <span>

#include <fmt/format.h>

namespace logits::cli {
namespace {

std::uint64_t count_of(const Given& given, const std::string& name,
                       std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) {
  const std::string& text = given.last(name);
  const auto value = io::parse_count(text);
  if (!value || *value > most) {
    const std::string limit =
        most == std::numeric_limits<std::uint64_t>::max() ? "2^64 - 1" : std::to_string(most);
    refuse(fmt::format("--{} must be a whole number from 0 to {}, not {}", name, limit, io::in_quotes(text)));
  }
  return *value;
}

template <typename Value>
Value word_of(const Given& given, const std::string& name,
              const std::map<std::string, Value, std::less<>>& words) {
  const std::string& text = given.last(name);
  const auto found = words.find(text);
  if (found != words.end()) return found->second;
  std::vector<std::string> known;
  std::string list;
  for (const auto& [word, value] : words) {
    known.push_back(word);
    list += (list.empty() ? "" : ", ") + word;
  }
  const auto near = io::nearest(text, known);
  throw Error(Failure::usage, fmt::format("--{} must be one of {}, not {}", name, list, io::in_quotes(text)),
              near ? fmt::format("  did you mean '{}'?", *near) : "");
}

/// TOKEN=B, split at the last equals sign.
io::NamedBias bias_of(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0) {
    refuse(fmt::format("--bias must be TOKEN=B, not {}", io::in_quotes(text)),
           "for example --bias mat=-1.5; --ban mat bans a token");
  }
  const std::string_view value = std::string_view(text).substr(equals + 1);
  const io::Number number = io::parse_number(value);
  if (!number.is_logit()) {
    refuse(fmt::format("--bias must be TOKEN=B with a number or -inf for B, not {}", io::in_quotes(value)),
           number.kind == io::Number::Kind::infinity
               ? "to force a token, ban the others, or add a large bias such as 1000"
               : "");
  }
  return {{text.substr(0, equals)}, number.value, "--bias"};
}

std::vector<io::NamedBias> biases_of(const Given& given) {
  std::vector<io::NamedBias> result;
  for (const std::string& path : given.all("bias-file")) {
    for (io::NamedBias& bias : io::read_bias_file(path)) {
      bias.given_by = "--bias-file";
      result.push_back(std::move(bias));
    }
  }
  for (const std::string& text : given.all("bias")) result.push_back(bias_of(text));
  for (const std::string& token : given.all("ban")) {
    result.push_back(io::NamedBias{io::TokenName{token}, -std::numeric_limits<double>::infinity(), "--ban"});
  }
  return result;
}

Format format_of(const Given& given) {
  const std::map<std::string, Format, std::less<>> formats = {{"table", Format::table},
                                                              {"tsv", Format::tsv},
                                                              {"csv", Format::csv},
                                                              {"json", Format::json},
                                                              {"ndjson", Format::json}};
  const Format format = given.has("format") ? word_of(given, "format", formats) : Format::table;
  if (!given.has("json")) return format;
  if (given.has("format") && format != Format::json) {
    refuse(fmt::format("--json and --format {} contradict each other", given.last("format")));
  }
  return Format::json;
}

/// Options that only some commands or formats know must not be given in vain.
void refuse_misplaced(const Given& given, const Options& options) {
  const Command command = options.command.value_or(Command::probs);
  const std::vector<OptionInfo> known = all_options();
  for (const OptionInfo& info : known) {
    const bool fits = std::any_of(known.begin(), known.end(), [&](const OptionInfo& same) {
      return same.names == info.names && same.goes_with(command);
    });
    if (fits || !given.has(info.long_name().substr(2))) continue;
    std::string others;
    for (const Command other : commands) {
      if (info.goes_with(other))
        others += fmt::format("{}'logits {}'", others.empty() ? "" : " and ", name(other));
    }
    refuse(fmt::format("{} does not go with 'logits {}'", info.long_name(), name(command)),
           fmt::format("it goes with {}", others));
  }
  const bool table = options.format == Format::table;
  const bool json = options.format == Format::json;
  const auto without = [&](std::string_view option, bool fits, std::string_view hint) {
    if (!given.has(option) || fits) return;
    const std::string format = json ? "json" : given.last("format");
    refuse(fmt::format("--{} does not go with --format {}", option, format), hint);
  };
  without("digits", table, "tsv, csv and json print every digit");
  without("max-rows", table, "it goes with tables");
  without("stats", table || json, "it goes with tables and JSON");
  if (given.has("from") && !options.inputs.empty() && io::is_hand_fed(options.inputs.front())) {
    refuse("--from goes with documents, not with values");
  }
  if (command == Command::explain && !table && options.format != Format::json)
    refuse("'logits explain' prints text or JSON: --format table or json");
  if (command == Command::sample && options.probs && options.counts)
    refuse("--counts and --probs contradict each other");
}

/// Takes the command off the front of the words, if it is there.
std::optional<Command> take_command(std::vector<std::string>& words) {
  for (const Command command : commands) {
    if (words[0] != name(command)) continue;
    words.erase(words.begin());
    return command;
  }
  const std::vector<std::string> known = {"probs", "sample", "explain", "help"};
  const auto near = io::nearest(words[0], known);
  if (near && !io::is_hand_fed(words[0]) && !io::file_exists(words[0])) {
    throw Error(Failure::usage, fmt::format("unknown command {}", io::in_quotes(words[0])),
                fmt::format("  did you mean '{}'?", *near));
  }
  return std::nullopt;
}

void refuse_late_command(std::span<const std::string> words) {
  for (const Command command : commands) {
    const auto late = std::find(words.begin(), words.end(), name(command));
    if (late == words.end() || io::file_exists(*late)) continue;
    refuse(fmt::format("the command comes first: logits {} ...", *late));
  }
}

}  // namespace

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  options.steps = default_steps();

  // Help and version are given whatever else is wrong.
  const auto tail = std::find(arguments.begin(), arguments.end(), "--");
  const auto asked = [&](std::string_view word) {
    return std::find(arguments.begin(), tail, word) != tail;
  };
  if (asked("--help") || asked("-h") || (!arguments.empty() && arguments[0] == "help")) {
    options.show = Show::help;
    const bool by_word = !arguments.empty() && arguments[0] == "help";
    for (const Command command : commands) {
      if (asked(name(command))) options.command = command;
    }
    if (by_word && arguments.size() > 1 && !options.command) {
      refuse(fmt::format("there is no command {}", io::in_quotes(arguments[1])),
             "the commands are probs, sample and explain");
    }
    return options;
  }
  if (asked("--version")) {
    options.show = Show::version;
    return options;
  }

  const Given given = take_apart(arguments);
  options.inputs = given.words;
  if (given.words_before_dashes > 0) options.command = take_command(options.inputs);
  if (!options.command)
    refuse_late_command({options.inputs.begin(),
                         options.inputs.begin() + static_cast<std::ptrdiff_t>(given.words_before_dashes)});
  for_each_parameter([&](const Parameter& parameter) {
    const std::string option(parameter.name);
    if (!given.has(option)) return;
    set_parameter(options.steps, option, given.last(option), "--" + option, Failure::usage);
    options.given.push_back(option);
  });
  options.format = format_of(given);
  options.logprobs = given.has("logprobs");
  options.before = given.has("before");
  options.stats = given.has("stats");
  if (given.has("sort")) options.by_p = word_of<bool>(given, "sort", {{"p", true}, {"input", false}});
  if (given.has("max-rows")) options.max_rows = count_of(given, "max-rows");
  if (given.has("digits")) options.digits = static_cast<int>(count_of(given, "digits", 17));
  if (given.has("color")) {
    options.color = word_of<Color>(
        given, "color", {{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}});
  }
  options.ascii = given.has("ascii");
  if (given.has("from")) {
    options.form = word_of<io::Form>(given, "from",
                                     {{"auto", io::Form::automatic},
                                      {"pairs", io::Form::pairs},
                                      {"rows", io::Form::rows},
                                      {"json", io::Form::json},
                                      {"ndjson", io::Form::ndjson}});
  }
  if (given.has("count")) options.count = count_of(given, "count");
  if (given.has("seed")) options.seed = count_of(given, "seed");
  options.counts = given.has("counts");
  options.ids = given.has("ids");
  options.probs = given.has("probs");
  options.without_replacement = given.has("without-replacement");
  if (given.has("row-offset"))
    options.row_offset = count_of(given, "row-offset", std::numeric_limits<std::uint32_t>::max());
  options.keep_going = given.has("keep-going");
  refuse_misplaced(given, options);
  const auto files = given.all("bias-file");
  const bool input_from_stdin =
      options.inputs.empty() || std::count(options.inputs.begin(), options.inputs.end(), "-") > 0;
  if (input_from_stdin && std::count(files.begin(), files.end(), "-") > 0) {
    refuse("--bias-file - and the input both want standard input", "give one of them as a file");
  }
  options.bias = biases_of(given);
  return options;
}

}  // namespace logits::cli
