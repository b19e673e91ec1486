#include "src/cli/quiz/exercise_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr std::size_t widest = 80;

std::size_t width(const Column& column) {
  std::size_t result = column.title.size();
  for (std::size_t row = 0; row < column.values.size(); ++row)
    result = std::max(result, cell(column, row).size());
  return result;
}

void print_table(io::Output& out, const Exercise& exercise) {
  std::size_t token_width = std::string_view("token").size();
  for (const std::string& token : exercise.tokens) token_width = std::max(token_width, token.size());
  out.print("\n     {:<{}}", "token", token_width);
  for (const Column& column : exercise.columns) out.print("  {:>{}}", column.title, width(column));
  for (std::size_t row = 0; row < exercise.tokens.size(); ++row) {
    out.print("\n     {:<{}}", exercise.tokens[row], token_width);
    for (const Column& column : exercise.columns) out.print("  {:>{}}", cell(column, row), width(column));
  }
  out.write("\n\n");
}

}  // namespace

std::string cell(const Column& column, std::size_t row) {
  return fmt::format("{:.{}f}", column.values[row], column.digits);
}

char letter(std::size_t question) {
  return static_cast<char>('a' + question);
}

void print_wrapped(io::Output& out, std::string_view text, std::string_view first) {
  std::string line(first);
  bool empty = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!empty && line.size() + 1 + word.size() > widest) {
      out.print("{}\n", line);
      line.assign(first.size(), ' ');
      empty = true;
    }
    line.append(empty ? "" : " ").append(word);
    empty = false;
  }
  out.print("{}\n", line);
}

void print_setting(io::Output& out, const Exercise& exercise, std::uint64_t number) {
  out.print("{:<2} {}\n", number, exercise.title);
  print_wrapped(out, exercise.given);
  print_table(out, exercise);
}

void print_lesson(io::Output& out, const Exercise& exercise) {
  for (const std::string& sentence : exercise.lesson) print_wrapped(out, sentence);
  std::string_view label = "see";
  for (const std::string& command : exercise.commands) {
    out.print("   {:<3}  {}\n", label, command);
    label = "";
  }
}

}  // namespace logits::cli
