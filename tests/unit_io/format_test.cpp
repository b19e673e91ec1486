#include "src/io/format.hpp"

#include "tests/catch.hpp"

#include <limits>
#include <string>

using logits::io::grouped;
using logits::io::json_number;
using logits::io::json_string;
using logits::io::markdown_text;
using logits::io::odds_text;
using logits::io::rounded;
using logits::io::shortest;
using logits::io::trimmed;

using namespace std::string_literals;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("the shortest text is the one that reads back as the same double") {
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(1.0 / 3) == "0.3333333333333333");
  CHECK(shortest(-2) == "-2");
  CHECK(shortest(5e-324) == "5e-324");
  CHECK(shortest(1.7976931348623157e308) == "1.7976931348623157e+308");
  CHECK(shortest(0.1 + 0.2) == "0.30000000000000004");
}

TEST_CASE("minus zero is printed as 0, and infinities as words") {
  CHECK(shortest(-0.0) == "0");
  CHECK(shortest(-infinity) == "-inf");
  CHECK(rounded(-0.0, 4) == "0");
  CHECK(rounded(-infinity, 4) == "-inf");
}

TEST_CASE("a number for a person has the decimals that were asked for") {
  CHECK(rounded(0.55067, 4) == "0.5507");
  CHECK(rounded(2.5, 4) == "2.5000");
  CHECK(rounded(-13.815510557964274, 2) == "-13.82");
  CHECK(rounded(0.25, 17) == "0.25000000000000000");
}

TEST_CASE("only exactly zero is printed as 0, and only exactly one as 1") {
  CHECK(rounded(0, 4) == "0");
  CHECK(rounded(1, 4) == "1");
  CHECK(rounded(0.99999, 4) == "1.0000");
  CHECK(rounded(0.9, 0) == "9e-01");
  CHECK(rounded(0.2, 0) == "2e-01");
}

TEST_CASE("what is below half a unit of the last decimal is printed scientifically") {
  CHECK(rounded(0.00005, 4) == "0.0001");
  CHECK(rounded(0.0000499, 4) == "4.99e-05");
  CHECK(rounded(-0.0000499, 4) == "-4.99e-05");
  CHECK(rounded(5e-324, 4) == "4.94e-324");
  CHECK(rounded(1e300, 4) == "1.00e+300");
}

TEST_CASE("a trimmed number has no zeros at its end") {
  CHECK(trimmed(3.2 - 2.5, 4) == "0.7");  // 0.7000000000000002
  CHECK(trimmed(2, 4) == "2");
  CHECK(trimmed(-0.5, 4) == "-0.5");
  CHECK(trimmed(100, 0) == "100");
  CHECK(trimmed(1e-9, 4) == "1.00e-09");
  CHECK(trimmed(0.12345, 4) == "0.1235");
}

TEST_CASE("odds are told from the likelier side") {
  CHECK(odds_text(7.389056, 4) == "7.389 to 1");
  CHECK(odds_text(0.2, 4) == "1 to 5.000");
  CHECK(odds_text(1, 4) == "1 to 1");
  CHECK(odds_text(22026.47, 4) == "22,026 to 1");
  CHECK(odds_text(0, 4) == "1 to more than 1e307");
}

TEST_CASE("Markdown gets no sign that it would take for formatting") {
  CHECK(markdown_text("a|b*c_`d`") == "a\\|b\\*c\\_\\`d\\`");
  CHECK(markdown_text("<b> [x] #1 ~ & $ \\") == "\\<b\\> \\[x\\] \\#1 \\~ \\& \\$ \\\\");
  CHECK(markdown_text("mat é") == "mat é");
}

TEST_CASE("counts have commas between thousands") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(50237) == "50,237");
  CHECK(grouped(18446744073709551615U) == "18,446,744,073,709,551,615");
}

TEST_CASE("a JSON string escapes what JSON must, and with ascii all else") {
  CHECK(json_string("a\"b\\c\n\x1b\0z"s.substr(0, 7)) == R"("a\"b\\c\n\u001b")");
  CHECK(json_string("é🙂") == "\"é🙂\"");
  CHECK(json_string("é🙂", true) == R"("\u00e9\ud83d\ude42")");
  CHECK(json_string("\0"s) == R"("\u0000")");
}

TEST_CASE("bytes that are not UTF-8 become U+FFFD in a JSON string") {
  CHECK(json_string("a\xE8") == "\"a\uFFFD\"");
}

TEST_CASE("minus infinity is a string in JSON") {
  CHECK(json_number(-infinity) == "\"-inf\"");
  CHECK(json_number(infinity) == "\"inf\"");
  CHECK(json_number(-0.0) == "0");
  CHECK(json_number(1e-7) == "1e-07");
}
