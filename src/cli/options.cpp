// The only file that knows CLI11.
#include "src/cli/options.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
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

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr std::array<Command, 3> commands = {Command::probs, Command::sample, Command::explain};
constexpr unsigned probs = 1, sample = 2, explain = 4, every = 7;

[[noreturn]] void refuse(const std::string& what, std::string_view hint = {}) {
  throw Error(Failure::usage, what, io::hint(hint));
}

/// The option's long name: "--top-k" of "-k, --top-k".
std::string long_name(const OptionInfo& option) {
  return option.names.substr(option.names.find("--"));
}

bool is_option_like(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && !io::parse_number(word).is_logit();
}

/// One option as it was given: every value in turn, or as many empty ones as a flag was repeated.
class Given {
 public:
  explicit Given(const std::vector<std::string>& arguments) {
    const auto tail = std::find(arguments.begin(), arguments.end(), "--");
    refuse_what_cli11_would_misread({arguments.begin(), tail});
    for (const OptionInfo& info : all_options()) {
      std::string names = info.names;
      names.erase(std::remove(names.begin(), names.end(), ' '), names.end());
      if (info.names.ends_with("--temperature")) names += ",--temp";
      auto* const option = info.value.empty() ? app_.add_flag(names) : app_.add_option(names);
      if (!info.value.empty()) option->expected(1)->allow_extra_args(false);
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      options_.emplace(long_name(info).substr(2), option);
    }
    app_.set_help_flag();
    app_.allow_extras();
    try {
      app_.parse(std::vector<std::string>(std::make_reverse_iterator(tail), arguments.rend()));
    } catch (const CLI::Error& error) {
      refuse(io::escaped(error.what()));
    }
    words_ = app_.remaining();
    refuse_unknown();
    words_end_ = words_.size();
    if (tail != arguments.end()) words_.insert(words_.end(), tail + 1, arguments.end());
  }

  bool has(const std::string& name) const { return options_.at(name)->count() > 0; }
  std::vector<std::string> all(const std::string& name) const { return options_.at(name)->results(); }
  std::string last(const std::string& name) const { return all(name).back(); }

  /// The words that are no options, and how many of them stand before a "--".
  const std::vector<std::string>& words() const { return words_; }
  std::size_t words_before_dashes() const { return words_end_; }

 private:
  /// A missing or empty value, a flag with a value, and a cluster such as -l3 (a flag and then a number).
  static void refuse_what_cli11_would_misread(std::span<const std::string> arguments) {
    const auto known = all_options();
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const std::string& word = arguments[i];
      const bool is_long = word.starts_with("--");
      if (!is_option_like(word)) continue;
      const std::string stem = is_long ? word.substr(0, word.find('=')) : word.substr(0, 2);
      const auto option = std::find_if(known.begin(), known.end(), [&](const OptionInfo& info) {
        return is_long ? long_name(info) == stem || (stem == "--temp" && long_name(info) == "--temperature")
                       : info.names.starts_with(stem + ",");
      });
      if (option == known.end()) continue;
      const std::string rest = word.substr(stem.size());
      if (option->value.empty()) {
        if (is_long && !rest.empty()) refuse(fmt::format("{} takes no value", stem));
        if (!is_long && !rest.empty() && !(std::isalpha(static_cast<unsigned char>(rest[0])))) {
          refuse(fmt::format("unknown option {}", io::in_quotes(word)));
        }
        continue;
      }
      if (rest == "=" || (rest.empty() && i + 1 == arguments.size())) {
        refuse(fmt::format("{} needs a value: {} {}", stem, stem, option->value));
      }
      if (rest.empty()) ++i;  // the next word is its value, whatever it looks like
    }
  }

  void refuse_unknown() const {
    for (const std::string& word : words_) {
      if (!is_option_like(word)) continue;
      if (word.size() > 1 && (std::isdigit(static_cast<unsigned char>(word[1])) || word[1] == '.')) {
        throw Error(Failure::input, fmt::format("{} is not a number", io::in_quotes(word)));
      }
      std::vector<std::string> known = {"--help", "--version", "--temp"};
      for (const OptionInfo& info : all_options()) known.push_back(long_name(info));
      const std::string stem = word.substr(0, word.find('='));
      const auto near = io::nearest(stem, known);
      throw Error(Failure::usage, fmt::format("unknown option {}", io::in_quotes(stem)),
                  near ? fmt::format("  did you mean '{}'?", *near)
                       : io::hint("'logits --help' lists the options; a token or file that begins with '-' "
                                  "goes after '--'"));
    }
  }

  CLI::App app_;
  std::map<std::string, CLI::Option*, std::less<>> options_;
  std::vector<std::string> words_;
  std::size_t words_end_ = 0;
};

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
    if ((info.commands & bit(command)) != 0 || !given.has(long_name(info).substr(2))) continue;
    std::string others;
    for (const Command other : commands) {
      if ((info.commands & bit(other)) != 0)
        others += fmt::format("{}'logits {}'", others.empty() ? "" : " and ", name(other));
    }
    refuse(fmt::format("{} does not go with 'logits {}'", long_name(info), name(command)),
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

unsigned bit(Command command) {
  return 1U << static_cast<unsigned>(command);
}

std::string_view name(Command command) {
  constexpr std::array<std::string_view, 3> names = {"probs", "sample", "explain"};
  return names[static_cast<std::size_t>(command)];
}

std::vector<OptionInfo> all_options() {
  std::vector<OptionInfo> options = {
      {"-b, --bias", "TOKEN=B", "add B to a logit; -inf bans; repeatable, adds up", every},
      {"--ban", "TOKEN", "the same as --bias TOKEN=-inf; repeatable", every},
      {"--bias-file", "FILE", "biases as JSON: {\"token\": b} or [[id, b], [id, false]]", every},
  };
  for (const Step& step : default_steps()) {
    std::visit(
        [&]<typename S>(const S&) {
          S::fields([&](const Parameter& parameter, auto) {
            const std::string letter = parameter.letter == 0 ? "" : fmt::format("-{}, ", parameter.letter);
            options.push_back({fmt::format("{}--{}", letter, parameter.name), std::string(parameter.value),
                               std::string(parameter.help), every});
          });
        },
        step);
  }
  const std::vector<OptionInfo> more = {
      {"-n, --count", "N", "how many tokens to draw (1)", sample},
      {"-s, --seed", "S", "0 to 2^64 - 1; the same seed draws the same tokens", sample},
      {"--without-replacement", "", "draw N different tokens", sample},
      {"--counts", "", "count the draws of each token", sample},
      {"--ids", "", "print indices in place of tokens", sample},
      {"--probs", "", "print each token's p and log-prob too", sample},
      {"-l, --logprobs", "", "natural-log probabilities in place of p", probs},
      {"--before", "", "also the softmax of the untouched logits", probs},
      {"--stats", "", "entropy, perplexity, how many tokens are kept", probs},
      {"--sort", "p|input", "order (table: p, others: input)", probs},
      {"-f, --format", "FORMAT", "table, tsv, csv, json or ndjson", every},
      {"--json", "", "the same as --format json", every},
      {"-m, --max-rows", "N", "rows of a table (20); 0 for all", probs | explain},
      {"--digits", "N", "decimals in a table, 0 to 17 (4)", every},
      {"--color", "WHEN", "auto, always or never", every},
      {"--ascii", "", "bars of # for terminals without Unicode", every},
      {"--from", "FORM", "auto, pairs, rows, json or ndjson", every},
      {"--row-offset", "N", "the number of the first row (0)", every},
      {"--keep-going", "", "report bad rows and go on", every},
  };
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

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

  const Given given(arguments);
  words = given.words();
  before_dashes = given.words_before_dashes();
  take_command();
  options.inputs = words;

  for (const Step& step : default_steps()) {
    std::visit(
        [&]<typename S>(const S&) {
          S::fields([&](const Parameter& parameter, auto) {
            const std::string option(parameter.name);
            if (!given.has(option)) return;
            set_parameter(options.steps, option, given.last(option), "--" + option, Failure::usage);
            options.given.push_back(option);
          });
        },
        step);
  }
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
