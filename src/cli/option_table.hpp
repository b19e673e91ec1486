#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logits::cli {

enum class Command { probs, sample, explain, compare, sweep, solve, quiz, plot, page, diff, engines };

inline constexpr std::array commands = {Command::probs, Command::sample, Command::explain, Command::compare,
                                        Command::sweep, Command::solve,  Command::quiz,    Command::plot,
                                        Command::page,  Command::diff,   Command::engines};

std::string_view name(Command);

/// "probs, sample and explain"
std::string listed(std::span<const std::string_view> words);

/// Which help lists an option: that of its commands, or one that is for all of them.
enum class Topic { command, input, samplers };

/// An option as the help lists it and the parser knows it.
struct OptionInfo {
  std::string names;  ///< "-t, --temperature"
  std::string value;  ///< "T", or empty for a flag
  std::string help;   ///< empty where another option's help tells of it
  unsigned commands;  ///< a bit for each command that has it
  Topic topic = Topic::command;

  bool goes_with(Command command) const { return (commands >> static_cast<unsigned>(command) & 1) != 0; }

  /// "--temperature"
  std::string long_name() const { return names.substr(names.find("--")); }
};

/// All options in the order of the help. Those of the steps follow from the steps.
std::vector<OptionInfo> all_options();

}  // namespace logits::cli
