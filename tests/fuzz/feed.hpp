#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What a run gave.
struct Outcome {
  int exit_code = 0;
  std::string out, err;

  bool operator==(const Outcome&) const = default;
};

/// Runs the whole command in memory, its input coming at most `piece` bytes at a time, and requires what
/// holds for every run: an exit code that is documented, and an error that begins as errors do and is safe to
/// print.
Outcome feed(const std::vector<std::string>& arguments, std::string_view input,
             std::size_t piece = std::string_view::npos);

/// Requires UTF-8 without a control character that a terminal would obey.
void require_plain(const std::string& text, const std::string& what);

/// Requires that every line is JSON, and the last one complete.
void require_json_lines(std::string_view text);
