#include "logits/error.hpp"
#include "src/cli/quiz/exercise.hpp"
#include "src/cli/quiz/quiz.hpp"
#include "src/io/text.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/quiz_session.hpp"
#include "tests/unit_io/refusal.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace logits::cli;

namespace {

/// Of seed 7; its third exercise is on odds.
constexpr Quiz three{7, 3};

std::vector<std::string> right_answers(const Quiz& quiz) {
  std::vector<std::string> answers;
  for (std::uint32_t i = 0; i < quiz.count; ++i) {
    for (const Question& question : exercise(quiz.seed, i).questions)
      answers.push_back(shown(question.answer));
  }
  return answers;
}

std::string lines(const std::vector<std::string>& answers) {
  std::string text;
  for (const std::string& answer : answers) text += answer + "\n";
  return text;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// The line that ends a session.
std::string score(const std::string& said) {
  const std::size_t begin = said.rfind('\n', said.size() - 2) + 1;
  return said.substr(begin);
}

/// A terminal: what is typed is seen without the program's doing. Notes what was said before each read.
struct Terminal : logits::io::Source {
  Terminal(std::vector<std::string> typed, const logits::io::MemorySink& sink)
      : lines(std::move(typed)), screen(sink) {}
  std::size_t read(std::span<char> buffer) override {
    seen.push_back(screen.text);
    return next == lines.size() ? 0 : lines[next++].copy(buffer.data(), buffer.size());
  }
  bool is_terminal() const override { return true; }
  std::vector<std::string> lines;
  const logits::io::MemorySink& screen;
  std::vector<std::string> seen;
  std::size_t next = 0;
};

}  // namespace

TEST_CASE("a session, word for word") {
  // e^2.5 / (e^2.5 + e^2.3) = 1 / (1 + e^-0.2) = 0.5498
  CHECK(session("moon\nfreeze, rain\n55 %\n", {1, 1}) == R"(Quiz 1: 1 exercise.
A number may be 5 % off, a word may be shortened. ? shows the answer, q stops.

1  What top-k leaves
   After "On Sunday it began to" a model gives these logits. Softmax of all of
   them is p.

     token   logit       p
     thaw      0.0  0.0303
     freeze    2.3  0.3022
     snow      2.5  0.3691
     rain      2.0  0.2239
     clear     0.9  0.0745

   a) Which tokens does top-k with k = 2 keep?
      > moon
      'moon' is not understood
      type some of these, with blanks between: thaw, freeze, snow, rain, clear
      > freeze, rain
      wrong: it is freeze, snow
   b) What p does snow have after that?
      > 55 %
      right: it is 0.5498

   Top-k keeps the 2 largest logits: freeze, snow.
   They had p = 0.3022 + 0.3691 = 0.6713 together, and now share 1.
   So snow has 0.3691 / 0.6713 = 0.5498.
   see  logits -k 2 --before thaw=0 freeze=2.3 snow=2.5 rain=2 clear=0.9

1 of 2 right
)");
}

TEST_CASE("who answers all rightly is told so") {
  const std::string said = session(lines(right_answers(three)), three);
  CHECK(count(said, "right: it is") == 6);
  CHECK(!contains(said, "wrong"));
  CHECK(score(said) == "6 of 6 right\n");
}

TEST_CASE("a wrong answer is told the right one, and the lesson and the command follow") {
  std::vector<std::string> answers = right_answers(three);
  answers[0] = "1000";
  const std::string said = session(lines(answers), three);
  CHECK(contains(said, "wrong: it is " + right_answers(three)[0] + "\n"));
  for (std::uint32_t i = 0; i < three.count; ++i) {
    for (const std::string& command : exercise(7, i).commands) CHECK(contains(said, command + "\n"));
    CHECK(contains(said, exercise(7, i).lesson.back()));
  }
  CHECK(score(said) == "5 of 6 right\n");
}

TEST_CASE("a wrong answer that many give is told what it is") {
  CHECK(contains(session("f s\n0.37\n", {1, 1}),
                 "      wrong: it is 0.5498\n"
                 "      That was its p before. What the others lose is shared out.\n"));
}

TEST_CASE("what is not understood is asked once more, and can still be right") {
  std::vector<std::string> answers = right_answers(three);
  answers.insert(answers.begin(), "many");
  const std::string said = session(lines(answers), three);
  CHECK(contains(said, "'many' is not understood\n      type a number, such as 1.25\n      > "));
  CHECK(score(said) == "6 of 6 right\n");
}

TEST_CASE("what is not understood twice is shown, not counted as wrong") {
  std::vector<std::string> answers = right_answers(three);
  answers[0] = "many";
  answers.insert(answers.begin(), "very many");
  const std::string said = session(lines(answers), three);
  CHECK(contains(said, "that is not understood; the answer is " + right_answers(three)[0] + "\n"));
  CHECK(!contains(said, "wrong"));
  CHECK(score(said) == "5 of 6 right, 1 shown\n");
}

TEST_CASE("a question mark or an empty line shows the answer") {
  for (const std::string ask : {"?", "", "  ", " ?\t", "\r"}) {
    std::vector<std::string> answers = right_answers(three);
    answers[1] = ask;
    const std::string said = session(lines(answers), three);
    CHECK(contains(said, "      the answer is " + right_answers(three)[1] + "\n"));
    CHECK(score(said) == "5 of 6 right, 1 shown\n");
  }
}

TEST_CASE("a question mark after what is not understood shows the answer too") {
  std::vector<std::string> answers = right_answers(three);
  answers[0] = "?";
  answers.insert(answers.begin(), "many");
  CHECK(score(session(lines(answers), three)) == "5 of 6 right, 1 shown\n");
}

TEST_CASE("q stops with the score so far") {
  for (const std::string quit : {"q", "Q", "quit", " q "}) {
    std::vector<std::string> answers = right_answers(three);
    answers[1] = "q";
    const std::string said = session(lines(answers), three);
    CHECK(score(said) == "1 of 1 right\n");
    CHECK(!contains(said, exercise(7, 1).title));
  }
}

TEST_CASE("the end of the input stops with the score so far, on a line of its own") {
  CHECK(score(session(right_answers(three)[0], three)) == "1 of 1 right\n");
  CHECK(contains(session("", three), "      > \n\nNothing answered\n"));
  CHECK(contains(session("many\n", three), "      > \n\nNothing answered\n"));
  CHECK(contains(session("q\n", three), "      > q\n\nNothing answered\n"));
}

TEST_CASE("lines after the last question are not read as answers") {
  CHECK(score(session(lines(right_answers(three)) + "1000\nq\n", three)) == "6 of 6 right\n");
}

TEST_CASE("bytes that are not UTF-8, and those that command a terminal, are echoed escaped") {
  const std::string said = session("caf\xe9 \x1b[31m\nq\n", three);
  CHECK(contains(said, "'caf\\xe9 \\u001b[31m' is not understood"));
  CHECK(logits::io::is_utf8(said));
  CHECK(!contains(said, "\x1b"));
}

TEST_CASE("a very long line is not understood, and only its beginning echoed") {
  const std::string said = session(std::string(1'000'000, '7') + "z\nq\n", three);
  CHECK(contains(said, "is not understood"));
  CHECK(said.size() < 2000);
}

TEST_CASE("a terminal is not told what it shows already, and sees each question before it is read") {
  logits::io::MemorySink out, err;
  std::vector<std::string> typed;
  for (const std::string& answer : right_answers(three)) typed.push_back(answer + "\n");
  Terminal in(typed, out);
  ask_quiz({in, out, err}, three, false);
  CHECK(in.seen.size() == 6);
  for (const std::string& screen : in.seen) CHECK(screen.substr(screen.size() - 8) == "      > ");
  CHECK(!contains(out.text, "> " + right_answers(three)[0]));
  CHECK(score(out.text) == "6 of 6 right\n");
}

TEST_CASE("color adds nothing but color") {
  std::vector<std::string> answers = right_answers(three);
  answers[0] = "1000";
  const std::string plain = session(lines(answers), three);
  std::string colored = session(lines(answers), three, true);
  CHECK(contains(colored, "\x1b[32mright\x1b[0m: it is"));
  CHECK(contains(colored, "\x1b[31mwrong\x1b[0m: it is"));
  for (const std::string code : {"\x1b[31m", "\x1b[32m", "\x1b[0m"}) {
    for (std::size_t at = colored.find(code); at != std::string::npos; at = colored.find(code))
      colored.erase(at, code.size());
  }
  CHECK(colored == plain);
}

TEST_CASE("a quiz of no exercises ends at once") {
  CHECK(score(session("", {7, 0})) == "Nothing answered\n");
}

TEST_CASE("binary data is refused, not asked about") {
  CHECK(contains(logits::refusal([] { session(std::string("1\n2\0", 4), {7, 1}); }), "NUL"));
}
