#include "tests/cli/session.hpp"

#include <algorithm>
#include <sstream>

namespace sessions {
namespace {

constexpr std::string_view empty_line = "[empty line]", no_newline = "[no newline]", exit_prefix = "[exit ";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool is_command(std::string_view line) {
  return line.starts_with("$ ");
}

/// The step whose command stands on line `at`. Its output ends before line `most`.
Step read_step(const std::vector<std::string>& lines, std::size_t at, std::size_t most) {
  Step step;
  step.line = at;
  step.command = lines[at].substr(2);
  while (step.command.ends_with('\\') && at + 1 < most) step.command += "\n" + lines[++at];
  step.begin = step.end = at + 1;
  std::size_t next = step.begin;
  while (next < most && !is_command(lines[next])) ++next;
  for (step.end = next; step.end > step.begin && lines[step.end - 1].empty();) --step.end;

  std::size_t output_end = step.end;
  if (output_end > step.begin && lines[output_end - 1].starts_with(exit_prefix)) {
    step.exit_code = std::stoi(lines[--output_end].substr(exit_prefix.size()));
  }
  for (std::size_t i = step.begin; i < output_end; ++i) {
    if (lines[i] == no_newline) {
      if (!step.output.empty()) step.output.pop_back();
    } else {
      step.output += (lines[i] == empty_line ? "" : lines[i]) + "\n";
    }
  }
  return step;
}

void read_steps(Session& session, const std::string& name, std::size_t begin, std::size_t end) {
  Case found{name, {}};
  for (std::size_t at = begin; at < end;) {
    if (!is_command(session.lines[at])) {
      ++at;
      continue;
    }
    found.steps.push_back(read_step(session.lines, at, end));
    at = found.steps.back().end;
  }
  if (!found.steps.empty()) session.cases.push_back(std::move(found));
}

void read_markdown(Session& session) {
  std::string heading = "before the first heading";
  const auto& lines = session.lines;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].starts_with('#')) heading = lines[at].substr(lines[at].find_first_not_of("# "));
    if (!lines[at].starts_with("```")) continue;
    std::size_t end = at + 1;
    while (end < lines.size() && lines[end] != "```") ++end;
    const std::string_view kind = std::string_view(lines[at]).substr(3);
    if (kind == "console" || kind == "text" || kind == "sh") read_steps(session, heading, at + 1, end);
    at = end;
  }
}

}  // namespace

Session read_session(const std::string& text, bool markdown) {
  Session session{lines_of(text), {}};
  if (markdown) {
    read_markdown(session);
    return session;
  }
  const auto& lines = session.lines;
  for (std::size_t at = 0; at < lines.size();) {
    std::size_t end = at + 1;
    while (end < lines.size() && !lines[end].starts_with("## ")) ++end;
    if (lines[at].starts_with("## ")) read_steps(session, lines[at].substr(3), at + 1, end);
    at = end;
  }
  return session;
}

std::vector<std::string> transcript(std::string_view output, int exit_code) {
  std::vector<std::string> lines = lines_of(std::string(output));
  if (!lines.empty() && lines.back().empty()) lines.back() = empty_line;
  if (!output.empty() && !output.ends_with('\n')) lines.emplace_back(no_newline);
  if (exit_code != 0) lines.push_back(std::string(exit_prefix) + std::to_string(exit_code) + "]");
  return lines;
}

std::string with_transcripts(const Session& session,
                             const std::vector<std::vector<std::string>>& transcripts) {
  std::string text;
  std::size_t copied = 0, step_number = 0;
  const auto copy_until = [&](std::size_t end) {
    for (; copied < end; ++copied) text += session.lines[copied] + "\n";
  };
  for (const Case& each : session.cases) {
    for (const Step& step : each.steps) {
      copy_until(step.begin);
      for (const std::string& line : transcripts[step_number]) text += line + "\n";
      ++step_number;
      copied = step.end;
    }
  }
  copy_until(session.lines.size());
  return text;
}

std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& actual) {
  // common[i][j]: how many lines what follows i and what follows j have in common
  std::vector<std::vector<std::size_t>> common(expected.size() + 1,
                                               std::vector<std::size_t>(actual.size() + 1));
  for (std::size_t i = expected.size(); i-- > 0;) {
    for (std::size_t j = actual.size(); j-- > 0;) {
      common[i][j] =
          expected[i] == actual[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::string text;
  std::size_t i = 0, j = 0;
  while (i < expected.size() || j < actual.size()) {
    if (i < expected.size() && j < actual.size() && expected[i] == actual[j]) {
      text += "      " + expected[i] + "\n";
      ++i, ++j;
    } else if (i < expected.size() && (j == actual.size() || common[i + 1][j] >= common[i][j + 1])) {
      text += "    - " + expected[i++] + "\n";
    } else {
      text += "    + " + actual[j++] + "\n";
    }
  }
  return text;
}

}  // namespace sessions
