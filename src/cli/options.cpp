#include "src/cli/options.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "src/cli/given.hpp"
#include "src/cli/parameters.hpp"
#include "src/io/bias_file.hpp"
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
  const std::string text = given.last(name);
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
  const std::string text = given.last(name);
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
  return {{text.substr(0, equals)}, number.value};
}

std::vector<io::NamedBias> biases_of(const Given& given) {
  std::vector<io::NamedBias> result;
  for (const std::string& path : given.all("bias-file")) {
    const auto biases = io::read_bias_file(path);
    result.insert(result.end(), biases.begin(), biases.end());
  }
  for (const std::string& text : given.all("bias")) result.push_back(bias_of(text));
  for (const std::string& token : given.all("ban")) {
    result.push_back({{token}, -std::numeric_limits<double>::infinity()});
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
  for (const OptionInfo& info : all_options()) {
    if (info.goes_with(command) || !given.has(info.long_name().substr(2))) continue;
    std::string others;
    for (const Command other : commands) {
      if (info.goes_with(other))
        others += fmt::format("{}'logits {}'", others.empty() ? "" : " and ", name(other));
    }
    refuse(fmt::format("{} does not go with 'logits {}'", info.long_name(), name(command)),
           fmt::format("it goes with {}", others));
  }
  const auto only_with = [&](const std::string& option, bool fits, std::string_view what) {
    if (given.has(option) && !fits) refuse(fmt::format("--{} goes with {} only", option, what));
  };
  const bool table = options.format == Format::table;
  only_with("digits", table, "tables, because tsv, csv and json print every digit: --digits");
  only_with("max-rows", table, "tables: --max-rows");
  only_with("stats", table || options.format == Format::json, "tables and JSON: --stats");
  if (command == Command::explain && !table && options.format != Format::json)
    refuse("'logits explain' prints text or JSON: --format table or json");
  if (command == Command::sample && options.probs && options.counts)
    refuse("--counts and --probs contradict each other");
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
  std::vector<std::string> words;
  std::size_t before_dashes = 0;
  const auto take_command = [&] {
    if (before_dashes == 0) return;
    for (const Command command : commands) {
      if (words[0] != name(command)) continue;
      options.command = command;
      words.erase(words.begin());
      --before_dashes;
      return;
    }
  };
  if (asked("--help") || asked("-h") || (!arguments.empty() && arguments[0] == "help")) {
    options.show = Show::help;
    std::copy_if(arguments.begin(), tail, std::back_inserter(words),
                 [](const std::string& word) { return !word.starts_with('-'); });
    if (!words.empty() && words[0] == "help") {
      words.erase(words.begin());
      const bool known = words.empty() || std::any_of(commands.begin(), commands.end(),
                                                      [&](Command c) { return words[0] == name(c); });
      if (!known)
        refuse(fmt::format("there is no command {}", io::in_quotes(words[0])),
               "the commands are probs, sample and explain");
    }
    before_dashes = words.size();
    take_command();
    return options;
  }
  if (asked("--version")) {
    options.show = Show::version;
    return options;
  }

  const Given given = take_apart(arguments);
  words = given.words;
  before_dashes = given.words_before_dashes;
  take_command();
  options.inputs = words;

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
  options.bias = biases_of(given);
  return options;
}

}  // namespace logits::cli
