#include "src/cli/quiz/exercise.hpp"
#include "src/cli/quiz/exercise_text.hpp"
#include "src/cli/quiz/quiz.hpp"
#include "src/io/format.hpp"

#include <string>

#include <fmt/format.h>

namespace logits::cli {
namespace {

std::string answers_command(const Quiz& quiz) {
  return fmt::format("logits quiz -s {} -n {} --answers", quiz.seed, quiz.count);
}

/// "a) mat   b) 7.39"
std::string answer_line(const Exercise& exercise) {
  std::string line;
  for (std::size_t i = 0; i < exercise.questions.size(); ++i)
    line += fmt::format("{}{}) {}", i == 0 ? "" : "   ", letter(i), shown(exercise.questions[i].answer));
  return line;
}

void print_as_text(io::Output& out, const Exercise& exercise, std::uint64_t number, bool answers) {
  out.write("\n");
  print_setting(out, exercise, number);
  for (std::size_t i = 0; i < exercise.questions.size(); ++i)
    print_wrapped(out, exercise.questions[i].prompt, fmt::format("   {}) ", letter(i)));
  if (answers) {
    out.print("\n   answer  {}\n", answer_line(exercise));
    print_lesson(out, exercise);
  }
}

void print_text(io::Output& out, const Quiz& quiz, bool answers) {
  out.print("Quiz {}: {}. Predict first, then verify.\n", quiz.seed, io::counted(quiz.count, "exercise"));
  for (std::uint32_t i = 0; i < quiz.count; ++i)
    print_as_text(out, exercise(quiz.seed, i), std::uint64_t{i} + 1, answers);
  if (!answers) out.print("\nThe answers, and the commands that show them: {}\n", answers_command(quiz));
}

void print_markdown_table(io::Output& out, const Exercise& exercise) {
  out.write("| token |");
  for (const Column& column : exercise.columns) out.print(" {} |", column.title);
  out.write("\n|:---|");
  for (std::size_t i = 0; i < exercise.columns.size(); ++i) out.write("---:|");
  for (std::size_t row = 0; row < exercise.tokens.size(); ++row) {
    out.print("\n| {} |", exercise.tokens[row]);
    for (const Column& column : exercise.columns) out.print(" {} |", cell(column, row));
  }
  out.write("\n");
}

void print_as_markdown(io::Output& out, const Exercise& exercise, std::uint64_t number, bool answers) {
  out.print("\n## {}. {}\n\n{}\n\n", number, exercise.title, exercise.given);
  print_markdown_table(out, exercise);
  for (std::size_t i = 0; i < exercise.questions.size(); ++i)
    out.print("\n**{})** {}\n", letter(i), exercise.questions[i].prompt);
  if (!answers) return;
  out.print("\n**Answer:** {}\n\n", answer_line(exercise));
  for (const std::string& sentence : exercise.lesson) out.print("{}\n", sentence);
  out.write("\n```sh\n");
  for (const std::string& command : exercise.commands) out.print("{}\n", command);
  out.write("```\n");
}

void print_markdown(io::Output& out, const Quiz& quiz, bool answers) {
  out.print("# Softmax quiz {}\n\nPredict first, then verify.\n", quiz.seed);
  for (std::uint32_t i = 0; i < quiz.count; ++i)
    print_as_markdown(out, exercise(quiz.seed, i), std::uint64_t{i} + 1, answers);
  if (!answers) out.print("\nThe answers: `{} -f markdown`\n", answers_command(quiz));
}

/// [item(0),item(1)...]
void print_list(io::Output& out, std::size_t count, auto item) {
  out.write("[");
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out.write(",");
    item(i);
  }
  out.write("]");
}

void print_strings(io::Output& out, const std::vector<std::string>& strings) {
  print_list(out, strings.size(), [&](std::size_t i) { out.write(io::json_string(strings[i])); });
}

/// What an answer is in JSON, by its kind.
struct JsonAnswer {
  io::Output& out;

  void operator()(const Amount& amount) const {
    out.print("\"answer\":{},\"tolerance\":{}", io::json_number(amount.value),
              io::json_number(tolerance(amount)));
  }
  void operator()(const Choice& choice) const {
    out.print("\"answer\":{},\"choices\":", io::json_string(choice.right));
    print_strings(out, choice.words);
  }
  void operator()(const TokenSet& set) const {
    out.write("\"answer\":");
    print_strings(out, set.right);
    out.write(",\"choices\":");
    print_strings(out, set.tokens);
  }
};

std::string json_title(const Column& column) {
  return column.title == "ln p" ? "logp" : column.title;
}

void print_json_exercise(io::Output& out, const Exercise& exercise) {
  out.print("{{\"topic\":\"{}\",\"title\":{},\"given\":{},\"tokens\":", exercise.topic,
            io::json_string(exercise.title), io::json_string(exercise.given));
  print_list(out, exercise.tokens.size(), [&](std::size_t row) {
    out.print("{{\"token\":{}", io::json_string(exercise.tokens[row]));
    for (const Column& column : exercise.columns)
      out.print(",\"{}\":{}", json_title(column), io::json_number(column.values[row]));
    out.write("}");
  });
  out.write(",\"questions\":");
  print_list(out, exercise.questions.size(), [&](std::size_t i) {
    out.print("{{\"prompt\":{},", io::json_string(exercise.questions[i].prompt));
    std::visit(JsonAnswer{out}, exercise.questions[i].answer);
    out.write("}");
  });
  out.write(",\"lesson\":");
  print_strings(out, exercise.lesson);
  out.write(",\"commands\":");
  print_strings(out, exercise.commands);
  out.write("}");
}

void print_json(io::Output& out, const Quiz& quiz) {
  out.print("{{\"schema\":\"logits/1\",\"seed\":\"{}\",\"exercises\":", quiz.seed);
  print_list(out, quiz.count, [&](std::size_t i) {
    print_json_exercise(out, exercise(quiz.seed, static_cast<std::uint32_t>(i)));
  });
  out.write("}\n");
}

}  // namespace

void print_quiz(io::Output& out, const Quiz& quiz, bool answers, SheetStyle style) {
  switch (style) {
    case SheetStyle::text:
      return print_text(out, quiz, answers);
    case SheetStyle::markdown:
      return print_markdown(out, quiz, answers);
    case SheetStyle::json:
      return print_json(out, quiz);
  }
}

}  // namespace logits::cli
