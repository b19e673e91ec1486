#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sessions {

/// A command, what it must print on standard output and standard error, and the lines where that stands.
struct Step {
  std::string command;
  std::string output;
  int exit_code = 0;
  std::size_t line = 0;   ///< of the command, from 0
  std::size_t begin = 0;  ///< the first line of the output
  std::size_t end = 0;    ///< the line behind the output and the exit code
};

struct Case {
  std::string name;
  std::vector<Step> steps;
};

/// A file of sessions, as a person writes them:
///
///     ## a bare number is a token named by its index
///     # Remarks stand between the sentence and the first command.
///     $ logits 0 0
///     …
///     $ logits one two
///     …
///     [exit 3]
///
/// A backslash at the end of a command continues it. Empty lines behind an output belong to nobody; where the
/// output itself ends in one, or in no newline at all, a line `[empty line]` or `[no newline]` says so.
/// Of a Markdown file, only what stands in blocks of ```console, ```text and ```sh is read; the headings name
/// the cases.
struct Session {
  std::vector<std::string> lines;
  std::vector<Case> cases;
};

Session read_session(const std::string& text, bool markdown);

/// What a step printed, and how it ended, as the lines of a session.
std::vector<std::string> transcript(std::string_view output, int exit_code);

/// The lines of a session with another transcript for each step, in their order.
std::string with_transcripts(const Session&, const std::vector<std::vector<std::string>>& transcripts);

/// Both as one: `- ` marks the lines that are missing, `+ ` those that nobody expected.
std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& actual);

}  // namespace sessions
