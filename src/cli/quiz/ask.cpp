#include "src/cli/quiz/exercise.hpp"
#include "src/cli/quiz/exercise_text.hpp"
#include "src/cli/quiz/quiz.hpp"
#include "src/io/format.hpp"
#include "src/io/lines.hpp"
#include "src/io/text.hpp"

#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr std::string_view green = "\x1b[32m", red = "\x1b[31m", plain = "\x1b[0m";
constexpr std::size_t longest_echo = 40;

enum class Next { go_on, stop };

class Dialogue {
 public:
  Dialogue(const Streams& streams, bool color)
      : lines_(streams.in, "stdin", {}),
        out_(streams.out),
        color_(color),
        echoes_by_itself_(streams.in.is_terminal()) {}

  void welcome(const Quiz& quiz) {
    out_.print("Quiz {}: {}.\n", quiz.seed, io::counted(quiz.count, "exercise"));
    out_.write("A number may be 5 % off, a word may be shortened. ? shows the answer, q stops.\n");
  }

  Next ask(const Exercise& exercise, std::uint64_t number) {
    out_.write("\n");
    print_setting(out_, exercise, number);
    for (std::size_t i = 0; i < exercise.questions.size(); ++i) {
      print_wrapped(out_, exercise.questions[i].prompt, fmt::format("   {}) ", letter(i)));
      if (ask(exercise.questions[i]) == Next::stop) return Next::stop;
    }
    out_.write("\n");
    print_lesson(out_, exercise);
    return Next::go_on;
  }

  void tell_score() {
    const std::uint64_t asked = right_ + wrong_ + shown_;
    if (asked == 0) out_.write("\nNothing answered");
    if (asked > 0) out_.print("\n{} of {} right", right_, asked);
    if (shown_ > 0) out_.print(", {} shown", shown_);
    out_.write("\n");
    out_.flush();
  }

 private:
  Next ask(const Question& question) {
    const Answer& answer = question.answer;
    for (const bool last : {false, true}) {
      const std::optional<std::string> said = read_answer();
      if (!said || *said == "q" || *said == "Q" || *said == "quit") return Next::stop;
      if (said->empty() || *said == "?") return show(answer, "");
      const Verdict verdict = judge(answer, *said);
      if (verdict != Verdict::unclear) return mark(question, verdict, *said);
      if (last) return show(answer, "that is not understood; ");
      out_.print("      '{}' is not understood\n", io::escaped(*said, longest_echo));
      print_wrapped(out_, hint(answer), "      ");
    }
    return Next::go_on;
  }

  /// Without the blanks around it.
  std::optional<std::string> read_answer() {
    out_.write("      > ");
    out_.flush();
    const std::optional<std::string_view> line = lines_.next();
    if (!line) {
      out_.write("\n");
      return std::nullopt;
    }
    const std::string_view said = trimmed(*line);
    if (!echoes_by_itself_) out_.print("{}\n", io::escaped(said, longest_echo));
    return std::string(said);
  }

  Next mark(const Question& question, Verdict verdict, std::string_view said) {
    const bool is_right = verdict == Verdict::right;
    ++(is_right ? right_ : wrong_);
    out_.print("      {}: it is {}\n", styled(is_right ? "right" : "wrong", is_right ? green : red),
               shown(question.answer));
    const std::string comment = is_right ? "" : comment_on(question, said);
    if (!comment.empty()) out_.print("      {}\n", comment);
    return Next::go_on;
  }

  Next show(const Answer& answer, std::string_view why) {
    ++shown_;
    out_.print("      {}the answer is {}\n", why, shown(answer));
    return Next::go_on;
  }

  std::string styled(std::string_view word, std::string_view style) const {
    return color_ ? fmt::format("{}{}{}", style, word, plain) : std::string(word);
  }

  io::Lines lines_;
  io::Output out_;
  bool color_;
  bool echoes_by_itself_;
  std::uint64_t right_ = 0;
  std::uint64_t wrong_ = 0;
  std::uint64_t shown_ = 0;
};

}  // namespace

void ask_quiz(const Streams& streams, const Quiz& quiz, bool color) {
  Dialogue dialogue(streams, color);
  dialogue.welcome(quiz);
  for (std::uint32_t i = 0; i < quiz.count; ++i) {
    if (dialogue.ask(exercise(quiz.seed, i), std::uint64_t{i} + 1) == Next::stop) break;
  }
  dialogue.tell_score();
}

}  // namespace logits::cli
