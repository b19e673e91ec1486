#include "src/cli/quiz/exercise.hpp"
#include "src/cli/quiz/quiz.hpp"
#include "src/io/text.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/quiz_session.hpp"

#include <algorithm>
#include <sstream>

#include <nlohmann/json.hpp>

using namespace logits::cli;

namespace {

std::string sheet(const Quiz& quiz, bool answers, SheetStyle style) {
  logits::io::MemorySink sink;
  logits::io::Output out(sink);
  print_quiz(out, quiz, answers, style);
  out.flush();
  return sink.text;
}

/// Without the first and the last line, which tell how many there are.
std::string body(const std::string& text) {
  const std::size_t begin = text.find("\n\n") + 2;
  return text.substr(begin, text.rfind('\n', text.size() - 2) - begin);
}

}  // namespace

TEST_CASE("a sheet is at most 80 columns wide, with nothing behind the last word") {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    std::istringstream lines(sheet({seed, 12}, true, SheetStyle::text));
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      CHECK(logits::io::columns(line) <= 80);
      CHECK((line.empty() || line.back() != ' '));
    }
  }
}

TEST_CASE("the sheet of m exercises begins the sheet of n") {
  for (const SheetStyle style : {SheetStyle::text, SheetStyle::markdown}) {
    const std::string all = body(sheet({7, 20}, false, style));
    for (std::uint32_t count = 1; count < 20; ++count) {
      const std::string some = body(sheet({7, count}, false, style));
      CHECK(all.compare(0, some.size(), some) == 0);
    }
  }
}

TEST_CASE("a sheet without answers tells neither them nor the commands, but how to get them") {
  const std::string text = sheet({7, 6}, false, SheetStyle::text);
  CHECK(contains(text, "logits quiz -s 7 -n 6 --answers\n"));
  CHECK(!contains(text, "answer  a)"));
  CHECK(!contains(text, "see  "));
  const std::string markdown = sheet({7, 6}, false, SheetStyle::markdown);
  CHECK(contains(markdown, "`logits quiz -s 7 -n 6 --answers -f markdown`\n"));
  CHECK(!contains(markdown, "**Answer:**"));
  CHECK(!contains(markdown, "```"));
}

TEST_CASE("a sheet with answers explains each exercise and shows its commands") {
  for (const SheetStyle style : {SheetStyle::text, SheetStyle::markdown}) {
    const std::string text = sheet({7, 6}, true, style);
    for (std::uint32_t i = 0; i < 6; ++i) {
      for (const std::string& command : exercise(7, i).commands) CHECK(contains(text, command + "\n"));
      for (const Question& question : exercise(7, i).questions) CHECK(contains(text, shown(question.answer)));
    }
    CHECK(!contains(text, "logits quiz"));
  }
}

TEST_CASE("in Markdown every table row has as many cells as its head") {
  std::istringstream lines(sheet({3, 12}, true, SheetStyle::markdown));
  std::ptrdiff_t cells = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto bars = std::count(line.begin(), line.end(), '|');
    if (bars == 0) cells = 0;
    if (bars > 0 && cells == 0) cells = bars;
    CHECK(bars == cells);
  }
}

TEST_CASE("JSON is one line with every digit, and always has the answers") {
  const Quiz quiz{std::uint64_t(-1), 12};
  const std::string text = sheet(quiz, false, SheetStyle::json);
  CHECK(text == sheet(quiz, true, SheetStyle::json));
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
  const nlohmann::json json = nlohmann::json::parse(text);
  CHECK(json["schema"] == "logits/1");
  CHECK(json["seed"] == "18446744073709551615");
  REQUIRE(json["exercises"].size() == 12);
  for (std::uint32_t i = 0; i < 12; ++i) {
    const Exercise expected = exercise(quiz.seed, i);
    const nlohmann::json& each = json["exercises"][i];
    CHECK(each["topic"] == expected.topic);
    CHECK(each["given"] == expected.given);
    CHECK(each["lesson"] == expected.lesson);
    CHECK(each["commands"] == expected.commands);
    REQUIRE(each["tokens"].size() == expected.tokens.size());
    const std::string key = expected.topic == "log-probs" ? "p" : "logit";
    for (std::size_t row = 0; row < expected.tokens.size(); ++row) {
      CHECK(each["tokens"][row]["token"] == expected.tokens[row]);
      CHECK(each["tokens"][row][key] == expected.columns[0].values[row]);
    }
    for (std::size_t q = 0; q < expected.questions.size(); ++q) {
      const nlohmann::json& asked = each["questions"][q];
      const Answer& answer = expected.questions[q].answer;
      CHECK(asked["prompt"] == expected.questions[q].prompt);
      if (const auto* amount = std::get_if<Amount>(&answer)) CHECK(asked["answer"] == amount->value);
      if (const auto* choice = std::get_if<Choice>(&answer)) CHECK(asked["answer"] == choice->right);
      if (const auto* set = std::get_if<TokenSet>(&answer)) CHECK(asked["answer"] == set->right);
    }
  }
}

TEST_CASE("a sheet of no exercises is a sheet") {
  CHECK(sheet({7, 0}, true, SheetStyle::text) == "Quiz 7: 0 exercises. Predict first, then verify.\n");
  CHECK(nlohmann::json::parse(sheet({7, 0}, true, SheetStyle::json))["exercises"].empty());
}
