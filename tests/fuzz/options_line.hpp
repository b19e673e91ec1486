#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A fuzz input that feeds the command: its first line is a set of letters, each an option, the rest standard
/// input.
inline std::pair<std::vector<std::string>, std::string_view> split_options(std::string_view input) {
  const std::size_t newline = input.find('\n');
  if (newline == std::string_view::npos) return {{}, input};
  std::vector<std::string> arguments;
  for (const char letter : input.substr(0, newline)) {
    switch (letter) {
      case 'b':
        arguments.emplace_back("--before");
        break;
      case 'g':
        arguments.emplace_back("--keep-going");
        break;
      case 'J':
        arguments.insert(arguments.end(), {"--from", "json"});
        break;
      case 'N':
        arguments.insert(arguments.end(), {"--from", "ndjson"});
        break;
      case 'P':
        arguments.insert(arguments.end(), {"--from", "pairs"});
        break;
      case 'R':
        arguments.insert(arguments.end(), {"--from", "rows"});
        break;
      case 's':
        arguments.emplace_back("--stats");
        break;
      default:
        break;
    }
  }
  return {arguments, input.substr(newline + 1)};
}
