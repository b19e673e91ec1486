#include "src/cli/options.hpp"

#include "logits/error.hpp"
#include "src/cli/chain_options.hpp"
#include "src/cli/engine_options.hpp"
#include "src/cli/given.hpp"
#include "src/cli/misplaced.hpp"
#include "src/cli/values.hpp"
#include "src/cli/words.hpp"
#include "src/io/bias_file.hpp"
#include "src/io/number.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"
#include "src/io/token_list.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <system_error>
#include <thread>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// TOKEN=B, split at the last equals sign.
io::NamedBias bias_of(const std::string& text) {
  const auto [token, value] =
      assignment_of("bias", text, "TOKEN=B", "for example --bias mat=-1.5; --ban mat bans a token");
  const io::Number number = io::parse_number(value);
  if (!number.is_logit()) {
    refuse(fmt::format("--bias must be TOKEN=B with a number or -inf for B, not {}", io::in_quotes(value)),
           number.kind == io::Number::Kind::infinity
               ? "to force a token, ban the others, or add a large bias such as 1000"
               : "");
  }
  return {{token}, number.value, "--bias"};
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

Format format_of(const Given& given, bool one_object) {
  const std::map<std::string, Format, std::less<>> formats = {
      {"table", Format::table}, {"tsv", Format::tsv},       {"csv", Format::csv},
      {"json", Format::json},   {"ndjson", Format::ndjson}, {"markdown", Format::markdown}};
  Format format = given.has("format") ? word_of(given, "format", formats) : Format::table;
  if (format == Format::ndjson && !one_object) format = Format::json;
  if (!given.has("json")) return format;
  if (given.has("format") && format != Format::json) {
    refuse(fmt::format("--json and --format {} contradict each other", given.last("format")));
  }
  return Format::json;
}

std::string cfg_logits_of(const Given& given, bool is_swept) {
  const bool has_scale = given.has("cfg-scale") || (is_swept && sweeps(given, "cfg-scale"));
  if (has_scale && !given.has("cfg-logits"))
    refuse("--cfg-scale needs the logits without the prompt: --cfg-logits FILE");
  if (!given.has("cfg-logits")) return {};
  if (given.last("cfg-logits").empty()) refuse("--cfg-logits needs the name of a file");
  return given.last("cfg-logits");
}

std::string targets_of(const Given& given) {
  const std::string& path = given.last("targets");
  if (path.empty()) refuse("--targets needs the name of a file, or - for standard input");
  return path;
}

/// At most so many that a slip of the finger does no harm.
std::uint64_t jobs_of(const Given& given) {
  const std::uint64_t jobs = count_of(given, "jobs", 1024);
  return jobs > 0 ? jobs : std::max(1U, std::thread::hardware_concurrency());
}

/// Standard input can be read once.
void refuse_sharing_of_stdin(const Given& given, const Options& options) {
  std::vector<std::string_view> readers;
  const auto files = given.all("bias-file");
  if (std::count(files.begin(), files.end(), "-") > 0) readers.push_back("--bias-file -");
  if (given.has("labels") && given.last("labels") == "-") readers.push_back("--labels -");
  if (options.targets == "-") readers.push_back("--targets -");
  if (given.has("request") && given.last("request") == "-") readers.push_back("--request -");
  if (options.cfg_logits == "-") readers.push_back("--cfg-logits -");
  if (options.inputs.empty() || std::count(options.inputs.begin(), options.inputs.end(), "-") > 0)
    readers.push_back("the input");
  if (readers.size() > 1)
    refuse(fmt::format("{} and {} both want standard input", readers[0], readers[1]),
           "give one of them as a file");
}

/// Where a picture goes: not over what it is made of.
std::string output_of(const Given& given, const std::vector<std::string>& inputs) {
  const std::string& path = given.last("output");
  if (path.empty()) refuse("--output needs the name of a file, or - for standard output");
  for (const std::string& input : inputs) {
    std::error_code error;  // what is no file is not the same file
    if (std::filesystem::equivalent(path, input, error))
      refuse(fmt::format("--output names an input, which would be lost: {}", io::in_quotes(path)));
  }
  return path;
}

}  // namespace

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
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
    if (by_word && arguments.size() > 1 && arguments[1] == "input") {
      options.show = Show::input_help;
      return options;
    }
    if (by_word && arguments.size() > 1 && arguments[1] == "samplers") {
      options.show = Show::samplers_help;
      return options;
    }
    if (by_word && arguments.size() > 1 && !options.command) {
      refuse(fmt::format("there is no command {}", io::in_quotes(arguments[1])),
             fmt::format("the commands are {}; also 'logits help input' and 'logits help samplers'",
                         listed(names_of_commands())));
    }
    return options;
  }
  if (asked("--version")) {
    options.show = Show::version;
    return options;
  }

  const Given given = take_apart(arguments);
  read_words(given, options);
  const bool swept = !swept_parameter(options).empty();
  const auto is_swept = [&](const Parameter& parameter) {
    return swept && parameter.name == Temperature::name && sweeps(given, Temperature::name);
  };
  options.settings = settings_of(given, is_swept);
  options.engine = engine_of(given);
  options.no_defaults = given.has("no-defaults");
  if (options.no_defaults && options.engine == nullptr && options.command != Command::engines)
    refuse("--no-defaults goes with --engine", "without an engine there are no defaults");
  if (given.has("until")) options.until = given.last("until");
  if (given.has("until") && options.until.empty()) refuse("--until needs the name of a step");
  options.command == Command::engines ? read_engines(options) : read_chain(given, options);
  options.cfg_logits = cfg_logits_of(given, swept);
  options.format = format_of(given, options.command == Command::diff);
  options.logprobs = given.has("logprobs");
  options.before = given.has("before");
  options.stats = given.has("stats");
  options.heat = given.has("heat");
  if (given.has("sort")) options.by_p = word_of<bool>(given, "sort", {{"p", true}, {"input", false}});
  if (given.has("max-rows")) options.max_rows = count_of(given, "max-rows");
  if (options.command == Command::diff && !given.has("max-rows")) options.max_rows = 10;
  if (given.has("digits")) options.digits = static_cast<int>(count_of(given, "digits", 17));
  if (given.has("color")) {
    options.color = word_of<Color>(
        given, "color", {{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}});
  }
  options.ascii = given.has("ascii");
  options.input = input_options(given);
  if (options.command == Command::plot) options.count = 1000;
  if (options.command == Command::quiz) options.count = 6;
  if (given.has("count")) {
    const bool quiz = options.command == Command::quiz;
    options.count =
        quiz ? count_of(given, "count", std::numeric_limits<std::uint32_t>::max()) : count_of(given, "count");
  }
  if (given.has("seed")) options.seed = count_of(given, "seed");
  options.counts = given.has("counts");
  options.ids = given.has("ids");
  options.probs = given.has("probs");
  if (given.has("logprobs-of")) {
    if (!options.probs) refuse("--logprobs-of goes with --probs");
    options.raw_logprobs = word_of<bool>(given, "logprobs-of", {{"raw", true}, {"processed", false}});
  }
  options.sequence = given.has("sequence");
  if (given.has("targets")) options.targets = targets_of(given);
  options.per_row = given.has("per-row");
  options.answers = given.has("answers");
  if (given.has("title")) options.title = given.last("title");
  if (given.has("output")) options.output = output_of(given, options.inputs);
  options.without_replacement = given.has("without-replacement");
  if (given.has("row-offset"))
    options.row_offset = count_of(given, "row-offset", std::numeric_limits<std::uint32_t>::max());
  if (given.has("jobs")) options.jobs = jobs_of(given);
  options.keep_going = given.has("keep-going");
  refuse_misplaced(given, options);
  refuse_sharing_of_stdin(given, options);
  options.input.labels = labels_of(given);
  for (io::NamedBias& bias : biases_of(given)) options.bias.push_back(std::move(bias));
  if (given.has("prompt")) options.prompt = io::read_token_list(given.last("prompt"), "--prompt");
  if (given.has("history")) options.history = io::read_token_list(given.last("history"), "--history");
  if (given.has("dry-breakers"))
    options.breakers = io::read_token_list(given.last("dry-breakers"), "--dry-breakers");
  return options;
}

}  // namespace logits::cli
