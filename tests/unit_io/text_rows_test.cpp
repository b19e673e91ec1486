#include "src/io/text_rows.hpp"

#include "src/io/hand_fed.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/refusal.hpp"

#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using logits::refusal;
using logits::io::Form;
using logits::io::hand_fed_row;
using logits::io::is_hand_fed;
using logits::io::lines_of;
using logits::io::Row;
using logits::io::text_rows;

using namespace std::string_literals;

namespace {

constexpr double banned = -std::numeric_limits<double>::infinity();
using Numbers = std::vector<double>;
using Words = std::vector<std::string>;

std::vector<Row> rows(const std::string& text, Form form = Form::automatic) {
  std::vector<Row> result;
  const auto next = text_rows(lines_of(text), form);
  while (auto row = next()) result.push_back(std::move(*row));
  return result;
}

Row row(const std::string& text, Form form = Form::automatic) {
  auto all = rows(text, form);
  REQUIRE(all.size() == 1);
  return std::move(all.front());
}

std::string refusal_of(const std::string& text, Form form = Form::automatic) {
  return refusal([&] { static_cast<void>(rows(text, form)); });
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("numbers one a line are one row, whatever the line ends and empty lines") {
  CHECK(row("3.2\n2.5\n-2\n").logits == Numbers{3.2, 2.5, -2});
  CHECK(row("3.2\r\n2.5\r\n\r\n  -2").logits == Numbers{3.2, 2.5, -2});
  CHECK(row("\n\n5\n").logits == Numbers{5});
}

TEST_CASE("one line of numbers is one row, and several lines are several") {
  CHECK(row("3.2 2.5\t-2").logits == Numbers{3.2, 2.5, -2});
  const auto all = rows("1 2 3\n4 5\n\n6\n");
  REQUIRE(all.size() == 3);
  CHECK(all[1].logits == Numbers{4, 5});
  CHECK(all[2].logits == Numbers{6});
}

TEST_CASE("one line of two numbers is a row of two") {
  const Row read = row("3 2\n");
  CHECK(read.logits == Numbers{3, 2});
  CHECK(read.labels.empty());
}

TEST_CASE("text allows a plus sign and a bare decimal point") {
  CHECK(row("+1.5\n.5\n5.\n1e5\n1E+05\n").logits == Numbers{1.5, 0.5, 5, 1e5, 1e5});
}

TEST_CASE("minus infinity is a ban in text") {
  CHECK(row("-inf\n-Infinity\n1").logits == Numbers{banned, banned, 1});
}

TEST_CASE("lines of a token and a number are one row with labels") {
  const Row read = row("mat 3.2\nfloor\t2.5\n  couch   1.8\n");
  CHECK(read.labels == Words{"mat", "floor", "couch"});
  CHECK(read.logits == Numbers{3.2, 2.5, 1.8});
}

TEST_CASE("the number is the last field, and all before it the token") {
  CHECK(row("New York 1.0\nLos  Angeles 2\n").labels == Words{"New York", "Los  Angeles"});
  CHECK(row("a=b 1\nc= 2\n#d 3\n").labels == Words{"a=b", "c=", "#d"});
}

TEST_CASE("before a TAB a token keeps its blanks") {
  CHECK(row(" the\t1\nthe\t2\nthe \t3\n \t4\n").labels == Words{" the", "the", "the ", " "});
}

TEST_CASE("only blank and TAB separate: other blanks are part of the token") {
  CHECK(row("a\u00A0b 1\n\u3000 2\n\U0001F468\u200D\U0001F469 3\n").labels ==
        Words{"a\u00A0b", "\u3000", "\U0001F468\u200D\U0001F469"});
}

TEST_CASE("a token in double quotes is a JSON string") {
  CHECK(row("\" mat\" 3.2\n\"a\\nb\" 2\n\"\\ud83d\\ude00\"\t1\n\"\" 0\n").labels ==
        Words{" mat", "a\nb", "\U0001F600", ""});
  CHECK(refusal_of("\"\\x\" 3\n") ==
        "the quoted token is not a valid JSON string\n"
        "  --> stdin:1:1\n"
        "  1 | \"\\x\" 3\n"
        "    | ^^^^ write \\\" for a quote and \\\\ for a backslash");
}

TEST_CASE("words for NaN and infinity are tokens before a number, and so is a number among words") {
  CHECK(row("nan 1\ninf 2\ntrue 3\nnull 4\n12 5\n").labels == Words{"nan", "inf", "true", "null", "12"});
  CHECK(row("12 5\nx 1\n").labels == Words{"12", "x"});
}

TEST_CASE("tokens that are not UTF-8 are kept") {
  CHECK(row("\xE8 1\n\xFF\xFE x 2\n").labels == Words{"\xE8", "\xFF\xFE x"});
}

TEST_CASE("lines of two numbers can be read two ways, and --from says which") {
  CHECK(refusal_of("1 2\n3 4\n") ==
        "lines of two numbers can be read as a token and its number or as rows of two numbers\n"
        "  --> stdin:1\n"
        "  hint: add --from pairs or --from rows");
  const Row pairs = row("1 2\n3 4\n", Form::pairs);
  CHECK(pairs.labels == Words{"1", "3"});
  CHECK(pairs.logits == Numbers{2, 4});
  CHECK(rows("1 2\n3 4\n", Form::rows).size() == 2);
}

TEST_CASE("lines that count from 0 before a TAB have no labels: --format tsv wrote them") {
  const Row read = row("0\t-1\n1\t-2\n2\t-0.5\n");
  CHECK(read.labels.empty());
  CHECK(read.logits == Numbers{-1, -2, -0.5});
}

TEST_CASE("with --from pairs the escapes of --format tsv are read back") {
  CHECK(row("a\\tb\t1\n\\\\\t2\n\\n\\r\t3\n", Form::pairs).labels == Words{"a\tb", "\\", "\n\r"});
  CHECK(first_line(refusal_of("\\x\t1\n", Form::pairs)) ==
        "a backslash in a token is followed by something else than t, n, r or \\");
  CHECK(row("a\\tb\t1\nc 2\n").labels == Words{"a\\tb", "c"});
}

TEST_CASE("what is no number is refused with its line and column") {
  CHECK(refusal_of("mat 3.2\ncouch tree\n") ==
        "'tree' is not a number\n"
        "  --> stdin:2:7\n"
        "  2 | couch tree\n"
        "    |       ^^^^ expected a logit, such as 1.8, -2, 1e3 or -inf");
  for (const char* const text : {"1.0abc", "0x1p3", "1_000", "１", "\u22121", "1,5", "1.0\f", "-.inf"}) {
    CAPTURE(text);
    CHECK(refusal_of("1\n"s + text + "\n2\n").find("  --> stdin:2:") != std::string::npos);
  }
}

TEST_CASE("a comma between numbers is refused with a hint") {
  CHECK(refusal_of("1,5\n") ==
        "'1,5' is not a number\n"
        "  --> stdin:1:1\n"
        "  1 | 1,5\n"
        "    | ^^^ numbers are separated by blanks and have a decimal point");
}

TEST_CASE("NaN, plus infinity and numbers too large are refused as such") {
  CHECK(first_line(refusal_of("1\nnan\n")) == "a logit is NaN");
  CHECK(first_line(refusal_of("mat inf\n")) == "a logit is plus infinity");
  CHECK(first_line(refusal_of("1 2 1e999\n")) == "'1e999' is out of range: no double is that large");
}

TEST_CASE("a token that is there twice is refused with both places") {
  CHECK(refusal_of("a 1\nb 2\na 3\n") ==
        "the token 'a' is there twice\n"
        "  --> stdin:3:1\n"
        "  3 | a 3\n"
        "    | ^ it was on line 1 before");
}

TEST_CASE("lines that do not fit the first ones are refused") {
  CHECK(first_line(refusal_of("1\n2 3\n")) ==
        "the lines before this one hold one number each, and this one holds more");
  CHECK(first_line(refusal_of("1 2 3\nmat 2\n")) ==
        "the lines before this one are rows of numbers, and this one is not");
  CHECK(first_line(refusal_of("mat 2\n3\n")) == "this line has no token");
  CHECK(first_line(refusal_of("mat 2\nfloor\n")) == "'floor' is not a number");
  CHECK(first_line(refusal_of("a\tb\t1\n")) == "there are more than two columns");
}

TEST_CASE("odd blanks between numbers are refused") {
  CHECK(first_line(refusal_of("1\r2\n")) == "there is a carriage return without a line feed");
  CHECK(first_line(refusal_of("1\f2\n")) == "there is a form feed or vertical tab between the numbers");
  CHECK(first_line(refusal_of("1\v\n")) == "there is a form feed or vertical tab between the numbers");
}

TEST_CASE("a bad line of a row of many lines spoils the row") {
  for (const std::string& text :
       {"1\nx\n3\n4\n"s, "1\n2\r3\n4\n"s, "1\r1\n2\n4\n"s, "a 1\nb\f 2\nc 3\n"s, "a 1\nb\0 2\nc 3\n"s}) {
    CAPTURE(text);
    const auto next = text_rows(lines_of(text), Form::automatic);
    CHECK(refusal([&] { next(); }) != "");
    CHECK_FALSE(next());
  }
}

TEST_CASE("after a bad row of numbers the next one can be read") {
  const auto next = text_rows(lines_of("1 2 3\n4 x 6\n7 8 9\n"), Form::automatic);
  CHECK(next()->logits == Numbers{1, 2, 3});
  CHECK(refusal([&] { next(); }) != "");
  CHECK(next()->logits == Numbers{7, 8, 9});
  CHECK_FALSE(next());
}

TEST_CASE("an endless line is quoted in a few words") {
  CHECK(refusal_of(std::string(8 << 20, 'a')).size() < 1000);
}

TEST_CASE("words of the command line are one row") {
  const Row numbers = *hand_fed_row({"3.2", "-.5", "-inf"})();
  CHECK(numbers.logits == Numbers{3.2, -0.5, banned});
  CHECK(numbers.labels.empty());
  const Row labelled = *hand_fed_row({"mat=3.2", "a=b=1", "=2", " x=3"})();
  CHECK(labelled.labels == Words{"mat", "a=b", "", " x"});
  CHECK(labelled.logits == Numbers{3.2, 1, 2, 3});
}

TEST_CASE("bad words of the command line are shown by their number") {
  const auto refusal_of_words = [](Words words) {
    return refusal([&] { static_cast<void>(hand_fed_row(std::move(words))()); });
  };
  CHECK(refusal_of_words({"mat=3.2", "floor=x1"}) ==
        "'x1' is not a number\n"
        "  --> value 2\n"
        "  | floor=x1\n"
        "  |       ^^ expected a logit, such as 1.8, -2, 1e3 or -inf");
  CHECK(first_line(refusal_of_words({"a=1", "2"})) == "some of the values have a token and some have none");
  CHECK(first_line(refusal_of_words({"a=1", "b=2", "a=3"})) == "the token 'a' is there twice");
  CHECK(first_line(refusal_of_words({"nan"})) == "a logit is NaN");
  CHECK(first_line(refusal_of_words({"1e999"})) == "'1e999' is out of range: no double is that large");
}

TEST_CASE("a word is a value if it is a number or ends in = and a number") {
  for (const char* const word :
       {"3.2", "-2.0", "-.5", "-inf", "mat=3.2", "a=b=1", "=1", "1e999", "3,2", "mat=x", "0x10"}) {
    CAPTURE(word);
    CHECK(is_hand_fed(word));
  }
}

TEST_CASE("a word is no value if it is JSON or a bare word") {
  for (const char* const word : {"[3.2]", "{\"a=1\":2}", "-", "mat", "logits.json", "a.b.c"}) {
    CAPTURE(word);
    CHECK_FALSE(is_hand_fed(word));
  }
}

TEST_CASE("a path that looks like a value is a file if there is one") {
  const auto path = std::filesystem::temp_directory_path() / "logits_test=1";
  CHECK(is_hand_fed(path.string()));
  std::ofstream(path) << "3.2\n";
  CHECK_FALSE(is_hand_fed(path.string()));
  std::filesystem::remove(path);
}
