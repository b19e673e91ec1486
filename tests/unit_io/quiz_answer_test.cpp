#include "src/cli/quiz/answer.hpp"
#include "tests/catch.hpp"

#include <cmath>

using namespace logits::cli;

namespace {

const Answer ratio = Amount{7.38905609893065, Measure::ratio};  // e^2
const Answer probability = Amount{0.5506897997199484, Measure::probability};
const Answer bias = Amount{-2.0, Measure::bias};
const Answer word = Choice{"mat", {"mat", "floor"}};
const Answer tokens = TokenSet{{"mat", "couch"}, {"mat", "floor", "couch", "roof"}};

}  // namespace

TEST_CASE("a number is right within 5 % of its size") {
  CHECK(judge(ratio, "7.39") == Verdict::right);
  CHECK(judge(ratio, "7.03") == Verdict::right);
  CHECK(judge(ratio, "7.01") == Verdict::wrong);
  CHECK(judge(ratio, "7.75") == Verdict::right);
  CHECK(judge(ratio, "7.77") == Verdict::wrong);
  CHECK(judge(ratio, "-7.39") == Verdict::wrong);
  CHECK(judge(bias, "-1.9") == Verdict::right);
  CHECK(judge(bias, "-2.1") == Verdict::right);
  CHECK(judge(bias, "2") == Verdict::wrong);
}

TEST_CASE("a ratio may be said as times, as x or as a power of e") {
  CHECK(judge(ratio, " 7.4 times ") == Verdict::right);
  CHECK(judge(ratio, "7.4x") == Verdict::right);
  CHECK(judge(ratio, "e^2") == Verdict::right);
  CHECK(judge(ratio, "E^2.0") == Verdict::right);
  CHECK(judge(ratio, "e^3") == Verdict::wrong);
  CHECK(judge(ratio, "e^") == Verdict::unclear);
  CHECK(judge(ratio, "e^e^2") == Verdict::unclear);
}

TEST_CASE("a probability may be in percent") {
  CHECK(judge(probability, "0.55") == Verdict::right);
  CHECK(judge(probability, ".55") == Verdict::right);
  CHECK(judge(probability, "55 %") == Verdict::right);
  CHECK(judge(probability, "65%") == Verdict::wrong);
}

TEST_CASE("what cannot be a probability is not understood") {
  for (const std::string_view said : {"55", "-0.55", "1.01", "101 %", "-1 %"})
    CHECK(judge(probability, said) == Verdict::unclear);
}

TEST_CASE("a bias may have the minus sign of a book") {
  CHECK(judge(bias,
              "\xE2\x88\x92"
              "2") == Verdict::right);
}

TEST_CASE("what is no number is not understood, never wrong") {
  for (const std::string_view said :
       {"mat", "7,3,9", "7.39.1", "inf", "-inf", "nan", "1e999", "x", "times", "%", "e", "7 7", "\xff"}) {
    INFO(said);
    CHECK(judge(ratio, said) == Verdict::unclear);
    CHECK(judge(probability, said) == Verdict::unclear);
    CHECK(judge(bias, said) == Verdict::unclear);
  }
}

TEST_CASE("a number may have a comma for its point") {
  CHECK(judge(ratio, "7,39") == Verdict::right);
  CHECK(judge(probability, "0,55") == Verdict::right);
  CHECK(judge(bias, "-2,0") == Verdict::right);
}

TEST_CASE("a word counts in any case and by its first letters") {
  for (const std::string_view said : {"mat", "MAT", "m", " Ma "}) CHECK(judge(word, said) == Verdict::right);
  for (const std::string_view said : {"floor", "F", "flo"}) CHECK(judge(word, said) == Verdict::wrong);
  for (const std::string_view said : {"mats", "moon", "", "mat floor", "\xff", "7"})
    CHECK(judge(word, said) == Verdict::unclear);
}

TEST_CASE("first letters that several words share are not understood") {
  const Answer answer = Choice{"box", {"boat", "box", "bo"}};
  CHECK(judge(answer, "b") == Verdict::unclear);
  CHECK(judge(answer, "box") == Verdict::right);
  CHECK(judge(answer, "bo") == Verdict::wrong);  // it is a word itself
}

TEST_CASE("tokens may stand in any order, with blanks, commas or \"and\" between") {
  for (const std::string_view said :
       {"mat couch", "couch,mat", "couch and mat", " c ,\tM,", "mat, couch, mat", "COUCH, and MAT"})
    CHECK(judge(tokens, said) == Verdict::right);
}

TEST_CASE("a set of tokens is wrong with one too few, one too many or another one") {
  for (const std::string_view said : {"mat", "mat couch roof", "mat floor", "mat floor couch roof"})
    CHECK(judge(tokens, said) == Verdict::wrong);
}

TEST_CASE("a set with a token that is not there is not understood") {
  for (const std::string_view said : {"mat moon", "2", ",", "and", "mat;couch"})
    CHECK(judge(tokens, said) == Verdict::unclear);
}

TEST_CASE("an answer is shown as short as a person would say it") {
  CHECK(shown(ratio) == "7.39");
  CHECK(shown(Amount{3}) == "3.00");
  CHECK(shown(Amount{0.36787944117144233}) == "0.368");
  CHECK(shown(Amount{54.598150033144236}) == "54.6");
  CHECK(shown(probability) == "0.5507");
  CHECK(shown(bias) == "-2.00");
  CHECK(shown(Amount{2.6931471805599454, Measure::bias}) == "+2.69");
  CHECK(shown(word) == "mat");
  CHECK(shown(tokens) == "mat, couch");
}

TEST_CASE("a hint tells how to answer, not what") {
  CHECK(hint(ratio) == "type a number, such as 1.25");
  CHECK(hint(probability) == "type a number from 0 to 1, such as 0.25, or 25 %");
  CHECK(hint(bias) == "type a number, such as -0.25");
  CHECK(hint(word) == "type mat or floor");
  CHECK(hint(Choice{"less", {"more", "less", "same"}}) == "type more, less or same");
  CHECK(hint(tokens) == "type some of these, with blanks between: mat, floor, couch, roof");
}
