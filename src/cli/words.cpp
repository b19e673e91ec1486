#include "src/cli/words.hpp"

#include "logits/error.hpp"
#include "src/io/files.hpp"
#include "src/io/hand_fed.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Takes the command off the front of the words, if it is there.
std::optional<Command> take_command(std::vector<std::string>& words) {
  for (const Command command : commands) {
    if (words[0] != name(command)) continue;
    words.erase(words.begin());
    return command;
  }
  std::vector<std::string> known = {"help"};
  for (const Command command : commands) known.emplace_back(name(command));
  const auto near = io::nearest(words[0], known);
  if (near && !io::is_hand_fed(words[0]) && !io::file_exists(words[0])) {
    throw Error(Failure::usage, fmt::format("unknown command {}", io::in_quotes(words[0])),
                fmt::format("  did you mean '{}'?", *near));
  }
  return std::nullopt;
}

/// Takes the next word, if it stands before a "--" and is one of these.
template <typename Value>
std::optional<Value> take_word(std::vector<std::string>& words, std::size_t before_dashes,
                               std::initializer_list<std::pair<std::string_view, Value>> known) {
  if (before_dashes == 0 || words.empty()) return std::nullopt;
  for (const auto& [word, value] : known) {
    if (words[0] != word) continue;
    words.erase(words.begin());
    return value;
  }
  return std::nullopt;
}

/// A word that is no input was perhaps meant as one of these.
void refuse_mistyped(const std::vector<std::string>& words, std::initializer_list<std::string> known) {
  if (words.empty() || io::is_hand_fed(words[0]) || io::file_exists(words[0])) return;
  const auto near = io::nearest(words[0], known);
  if (near)
    throw Error(Failure::usage, fmt::format("what is {}?", io::in_quotes(words[0])),
                fmt::format("  did you mean '{}'?", *near));
}

/// What a command wants to know before its input: the two tokens of `compare`, what `solve` looks for.
void take_words(const Given& given, Options& options) {
  std::vector<std::string>& words = options.inputs;
  const std::size_t before_dashes = given.words_before_dashes - 1;
  switch (*options.command) {
    case Command::compare:
      if (words.size() < 2) {
        refuse("compare needs two tokens: logits compare A B [INPUT...]",
               "for example: logits compare mat floor mat=3.2 floor=2.5");
      }
      if (words.size() == 2 && words[0].find('=') != std::string::npos &&
          words[1].find('=') != std::string::npos && io::is_hand_fed(words[0]) && io::is_hand_fed(words[1])) {
        refuse("compare takes the two tokens before their values",
               fmt::format("for example: logits compare mat floor {} {}", io::escaped(words[0]),
                           io::escaped(words[1])));
      }
      for (const std::string& word : {words[0], words[1]}) {
        const bool like_a_path = word.find_first_of("./") != std::string::npos &&
                                 word.find_first_not_of("./") != std::string::npos;
        if (like_a_path && io::file_exists(word))
          refuse(fmt::format("compare takes two tokens before the input, and {} is a file",
                             io::in_quotes(word)));
      }
      options.first = words[0];
      options.second = words[1];
      words.erase(words.begin(), words.begin() + 2);
      break;
    case Command::diff:
      if (words.size() != 2) {
        refuse(fmt::format("diff needs two inputs, not {}: logits diff A B", words.size()),
               "files, JSON text, or - for standard input");
      }
      for (const std::string& word : words) {
        if (io::is_hand_fed(word))
          refuse(fmt::format("diff compares two documents, and {} is a value", io::in_quotes(word)),
                 "a row of values is JSON text: '{\"mat\": 3.2, \"floor\": 2.5}'");
      }
      if (words[0] == "-" && words[1] == "-")
        refuse("A and B both want standard input", "give one of them as a file");
      break;
    case Command::sweep:
      options.sweep = sweep_options(given, false);
      break;
    case Command::solve: {
      using Unknown = SolveOptions::Unknown;
      const auto unknown = take_word<Unknown>(words, before_dashes,
                                              {{"temperature", Unknown::temperature},
                                               {"bias", Unknown::bias},
                                               {"top-k", Unknown::top_k},
                                               {"top-p", Unknown::top_p},
                                               {"min-p", Unknown::min_p}});
      if (!unknown) {
        refuse_mistyped(words, {"temperature", "bias", "top-k", "top-p", "min-p"});
        refuse("solve what? logits solve temperature, bias, top-k, top-p or min-p",
               "for example: logits solve temperature --token mat --prob 0.7 mat=3.2 floor=2.5");
      }
      options.solve = solve_options(given, *unknown);
      break;
    }
    case Command::plot:
      options.picture = take_word<Picture>(words, before_dashes,
                                           {{"bars", Picture::bars},
                                            {"sweep", Picture::sweep},
                                            {"draws", Picture::draws},
                                            {"heat", Picture::heat}})
                            .value_or(Picture::bars);
      refuse_mistyped(words, {"bars", "sweep", "draws", "heat"});
      if (options.picture == Picture::sweep) options.sweep = sweep_options(given, true);
      break;
    case Command::quiz:
      if (!words.empty()) {
        refuse(fmt::format("quiz makes its own logits and takes no input: {}", io::in_quotes(words[0])));
      }
      break;
    default:
      break;
  }
}

void refuse_late_command(std::span<const std::string> words) {
  for (const Command command : commands) {
    const auto late = std::find(words.begin(), words.end(), name(command));
    if (late == words.end() || io::file_exists(*late)) continue;
    refuse(fmt::format("the command comes first: logits {} ...", *late));
  }
}

}  // namespace

std::vector<std::string_view> names_of_commands() {
  std::vector<std::string_view> names;
  names.reserve(commands.size());
  for (const Command command : commands) names.push_back(name(command));
  return names;
}

void read_words(const Given& given, Options& options) {
  options.inputs = given.words;
  if (given.words_before_dashes > 0) options.command = take_command(options.inputs);
  if (options.command) return take_words(given, options);
  refuse_late_command({options.inputs.begin(),
                       options.inputs.begin() + static_cast<std::ptrdiff_t>(given.words_before_dashes)});
}

}  // namespace logits::cli
