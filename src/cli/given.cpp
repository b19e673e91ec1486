// The only file that knows CLI11. It takes values as texts: reading them is done elsewhere, strictly and in
// one place.
#include "src/cli/given.hpp"

#include "logits/error.hpp"
#include "src/cli/option_table.hpp"
#include "src/io/number.hpp"
#include "src/io/place.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cctype>
#include <span>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Negative numbers are values, even mistyped ones.
bool is_option_like(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && !io::parse_number(word).is_logit() &&
         std::string_view(".0123456789").find(word[1]) == std::string_view::npos;
}

/// A missing or empty value, a flag with a value, and a cluster such as -l3 (a flag and then a number).
void refuse_what_cli11_would_misread(std::span<const std::string> arguments) {
  const auto known = all_options();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    const bool is_long = word.starts_with("--");
    if (!is_option_like(word)) continue;
    const std::string stem = is_long ? word.substr(0, word.find('=')) : word.substr(0, 2);
    const bool one_dash = std::any_of(known.begin(), known.end(), [&](const OptionInfo& info) {
      return !is_long && "-" + word.substr(0, word.find('=')) == info.long_name();
    });
    if (one_dash) {
      throw Error(Failure::usage, fmt::format("unknown option {}", io::in_quotes(word)),
                  fmt::format("  did you mean '-{}'?", io::escaped(word)));
    }
    const auto option = std::find_if(known.begin(), known.end(), [&](const OptionInfo& info) {
      return is_long ? info.long_name() == stem || (stem == "--temp" && info.long_name() == "--temperature")
                     : info.names.starts_with(stem + ",");
    });
    if (option == known.end()) continue;
    const std::string rest = word.substr(stem.size());
    if (!is_long && rest.starts_with('=') && option->long_name() != "--bias" &&
        option->long_name() != "--ban") {
      refuse(fmt::format("{} takes its value without an equals sign", stem),
             fmt::format("{} {} or {}={}", stem, option->value, option->long_name(), option->value));
    }
    if (option->value.empty()) {
      if (is_long && !rest.empty()) refuse(fmt::format("{} takes no value", stem));
      if (!is_long && !rest.empty() && !(std::isalpha(static_cast<unsigned char>(rest[0])))) {
        refuse(fmt::format("unknown option {}", io::in_quotes(word)));
      }
      continue;
    }
    if (rest == "=" || (rest.empty() && i + 1 == arguments.size())) {
      refuse(fmt::format("{0} needs a value: {0} {1}", option->long_name(), option->value));
    }
    if (rest.empty()) ++i;  // the next word is its value, whatever it looks like
  }
}

/// Whether an option may stand among the arguments: if not, CLI11 need not know it. (To know all takes it
/// longer than the rest of a short run.)
bool is_mentioned(const OptionInfo& info, std::span<const std::string> arguments) {
  const std::string long_name = info.long_name();
  const char letter = info.names.starts_with("--") ? '-' : info.names[1];
  return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& word) {
    if (word.starts_with("--")) return word.starts_with(long_name) || word.starts_with("--temp");
    return word.starts_with('-') && word.find(letter, 1) != std::string::npos;
  });
}

void refuse_unknown(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (!is_option_like(word)) continue;
    std::vector<std::string> known = {"--help", "--version", "--temp"};
    for (const OptionInfo& info : all_options()) known.push_back(info.long_name());
    const std::string stem = word.substr(0, word.find('='));
    const auto near = io::nearest(stem, known);
    throw Error(Failure::usage, fmt::format("unknown option {}", io::in_quotes(stem)),
                near ? fmt::format("  did you mean '{}'?", *near)
                     : io::hint("'logits --help' lists the options; a token or file that begins with '-' "
                                "goes after '--'"));
  }
}

}  // namespace

void refuse(const std::string& what, std::string_view hint) {
  throw Error(Failure::usage, what, io::hint(hint));
}

std::vector<std::string> Given::all(std::string_view option) const {
  const auto found = values.find(option);
  return found == values.end() ? std::vector<std::string>{} : found->second;
}

Given take_apart(const std::vector<std::string>& arguments) {
  const auto tail = std::find(arguments.begin(), arguments.end(), "--");
  refuse_what_cli11_would_misread({arguments.begin(), tail});

  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::map<std::string, CLI::Option*> options;
  for (const OptionInfo& info : all_options()) {
    if (options.contains(info.long_name().substr(2))) continue;  // listed once for each command
    if (!is_mentioned(info, {arguments.begin(), tail})) continue;
    std::string names = info.names;
    names.erase(std::remove(names.begin(), names.end(), ' '), names.end());
    if (info.long_name() == "--temperature") names += ",--temp";
    auto* const option = info.value.empty() ? app.add_flag(names) : app.add_option(names);
    if (!info.value.empty()) option->expected(1)->allow_extra_args(false);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    options.emplace(info.long_name().substr(2), option);
  }
  try {
    app.parse(std::vector<std::string>(std::make_reverse_iterator(tail), arguments.rend()));
  } catch (const CLI::Error& error) {
    refuse(io::escaped(error.what()));
  }

  Given given;
  for (const auto& [name, option] : options) {
    if (option->count() > 0) given.values.emplace(name, option->results());
  }
  given.words = app.remaining();
  refuse_unknown(given.words);
  given.words_before_dashes = given.words.size();
  if (tail != arguments.end()) given.words.insert(given.words.end(), tail + 1, arguments.end());
  return given;
}

}  // namespace logits::cli
