#include "src/cli/help.hpp"

#include "logits/chain.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace logits::cli {
namespace {

struct CommandText {
  std::string_view words;  ///< what stands before the input
  std::string_view does;
  std::string_view example;
};

CommandText text_of(Command command) {
  switch (command) {
    case Command::probs:
      return {"", "Turns logits into probabilities. The default: the word 'probs' may be left out.",
              "logits -t 0.7 -k 3 --before mat=3.2 floor=2.5 couch=1.8 roof=0.5 moon=-2"};
    case Command::sample:
      return {"", "Draws tokens by their probabilities, one per line.",
              "logits sample -n 5 -s 42 mat=3.2 floor=2.5 couch=1.8"};
    case Command::explain:
      return {"", "Shows every step from logits to probabilities with its numbers.",
              "logits explain -t 0.7 -k 3 mat=3.2 floor=2.5 couch=1.8"};
    case Command::compare:
      return {"A B ", "Shows the odds of two tokens, and how temperature changes them.",
              "logits compare mat floor mat=3.2 floor=2.5 couch=1.8"};
    case Command::sweep:
      return {"", "Shows the probabilities at several temperatures, a row each.",
              "logits sweep -t 0.5,1,2 mat=3.2 floor=2.5 couch=1.8"};
    case Command::solve:
      return {"temperature|bias|top-k|top-p|min-p GOAL ",
              "Finds the value, or the biases, that reach a goal.",
              "logits solve temperature --token floor --prob 0.25 mat=3.2 floor=2.5 roof=0"};
    case Command::quiz:
      return {"", "Asks questions about softmax on a terminal, or prints them as a sheet.",
              "logits quiz -s 7 -n 12 --answers -f markdown > sheet.md"};
    case Command::plot:
      return {"[bars|sweep|draws|heat] ",
              "Draws an SVG picture: of one row, or the heat of a response's text.",
              "logits plot sweep -o sweep.svg mat=3.2 floor=2.5 couch=1.8"};
    case Command::page:
      return {"", "Makes an HTML page of a row, or of a response: one file, no network.",
              "logits page -o lesson.html mat=3.2 floor=2.5 couch=1.8"};
    case Command::diff:
      return {"", "Shows how far the logits of B are from those of A, in nats.",
              "logits diff full.json quantised.json"};
    case Command::engines:
      return {"[NAME...] ", "Lists inference engines, or shows what each makes of the input.",
              "logits engines -t 0.5 -p 0.8 3 2 1"};
  }
  return {};
}

std::string option_line(const OptionInfo& option) {
  const std::string names =
      fmt::format("{}{} {}", option.names[1] == '-' ? "    " : "", option.names, option.value);
  return fmt::format("  {:<27} {}\n", names, option.help);
}

std::string overview() {
  return R"(usage: logits [COMMAND] [OPTIONS] [INPUT...]
Turns logits into probabilities, log-probs or sampled tokens.

commands   probs (the default), sample (draw tokens), explain (every step)
           compare A B (odds), sweep (over temperature), solve (backwards),
           diff A B (two models), engines (side by side)
           quiz (exercises), plot (SVG), page (interactive HTML)
input      values (3.2 or mat=3.2), JSON text, files, - for standard input;
           text: numbers, or lines of 'token number'; JSON: [3.2, 2.5],
           {"mat": 3.2}, [{"token": "mat", "logit": 3.2}], one row a line; .npy
options    -b, --bias TOKEN=B     add B to a logit; -inf bans
           -t, --temperature T    divide the logits by T; 0 is greedy
           -k, --top-k K          keep the K largest logits
           -p, --top-p P          keep the fewest that reach P; also --min-p M
           -l, --logprobs         natural-log probabilities
           -f, --format FORMAT    table, tsv, csv, json, ndjson or markdown
           --labels FILE          the vocabulary that names the tokens
           -n, --count N and -s, --seed S, for sample
           more: logits help COMMAND, logits help input; also --version
examples
  logits mat=3.2 floor=2.5 couch=1.8 roof=0.5 moon=-2.0
  logits -t 0.7 -k 3 --before logits.json
  python model.py | logits --json | jq '.tokens[0].p'
  logits compare mat floor mat=3.2 floor=2.5 couch=1.8
)";
}

}  // namespace

std::string help(std::optional<Command> command) {
  if (!command) return overview();
  const auto [words, does, example] = text_of(*command);
  std::string text = fmt::format("usage: logits {} {}[OPTIONS]{}\n{}\n", name(*command), words,
                                 *command == Command::quiz   ? ""
                                 : *command == Command::diff ? " A B"
                                                             : " [INPUT...]",
                                 does);
  for (const OptionInfo& option : all_options()) {
    if (option.goes_with(*command) && option.topic == Topic::command && !option.help.empty())
      text += option_line(option);
  }
  if (*command != Command::quiz) text += "  see also: logits help input, logits help samplers (20 more)\n";
  return text + "example\n  " + std::string(example) + "\n";
}

std::string input_help() {
  std::string text = R"(What an INPUT may be; its form is told by its content.
  values      3.2 2.5 -2, or mat=3.2 floor=2.5
  text        numbers, or lines of 'token number'
  JSON        [3.2, 2.5], {"mat": 3.2}, [{"token": "mat", "logit": 3.2}],
              {"tokens": [...], "logits": [...]}; one a line, a row each
  responses   of APIs and servers, with log-probs, also as a stream
  files       NumPy .npy, safetensors; raw numbers with --from f32
options
)";
  for (const OptionInfo& option : all_options()) {
    if (option.topic == Topic::input) text += option_line(option);
  }
  return text + R"(example
  curl ... | logits --stats
)";
}

std::string samplers_help() {
  std::string text =
      R"(What may be done with logits, in the order in which it is done; every step is off until
it is asked for. --order and --chain change the order.
)";
  const std::vector<OptionInfo> options = all_options();
  const auto line_of = [&](std::string_view name) {
    const auto option = std::find_if(options.begin(), options.end(), [&](const OptionInfo& each) {
      return each.long_name().substr(2) == name;
    });
    return option_line(*option);
  };
  for_each_part_type([&]<typename Part>() {
    if (Part::name == Draw::name) return;
    text += fmt::format("\n{}: {}\n", Part::name, Part::does);
    if constexpr (std::is_same_v<Part, Bias>) text += line_of("bias") + line_of("ban") + line_of("bias-file");
    Part::fields([&](const Parameter& parameter, auto) {
      if (parameter.range != Range::tokens) text += line_of(parameter.name);
    });
    if constexpr (std::is_same_v<Part, Guidance>) text += line_of("cfg-logits");
    if constexpr (std::is_same_v<Part, Dry>) text += line_of("dry-breakers");
    text += fmt::format("  {}\n", Part::source);
  });
  text += "\nfor all of them\n";
  for (const std::string_view name : {"order", "chain", "engine", "request", "until", "prompt", "history",
                                      "sequence", "targets", "seed", "logprobs-of"})
    text += line_of(name);
  return text + R"(  TOKENS are words or ids between blanks, a JSON array, or @FILE
example
  logits explain --typical 0.9 --xtc-probability 0.5 mat=3.2 floor=2.5 couch=1.8
)";
}

std::string short_help() {
  return R"(logits turns logits into probabilities. Give it some:
  logits mat=3.2 floor=2.5 couch=1.8
  echo '[3.2, 2.5, 1.8]' | logits
  logits FILE
'logits --help' shows more.
)";
}

}  // namespace logits::cli
