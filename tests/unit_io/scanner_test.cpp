#include "src/io/scan/scanner.hpp"

#include "src/io/scan/scan_lists.hpp"
#include "src/io/scan/scan_rows.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using logits::io::scan_counts;
using logits::io::scan_logits;
using logits::io::scan_rows;
using logits::io::Scanner;

using namespace std::string_literals;

namespace {

/// The number that the text is, all of it.
std::optional<double> number(std::string_view text) {
  Scanner json(text);
  const auto value = json.number();
  return json.ended() ? value : std::nullopt;
}

std::optional<std::string> string(std::string_view text) {
  Scanner json(text);
  const auto value = json.string();
  return json.ended() ? value : std::nullopt;
}

bool has_rows(std::string_view text) {
  return scan_rows({"stdin", text}).has_value();
}

}  // namespace

TEST_CASE("a number is written as JSON's grammar says") {
  CHECK(number("3.25") == 3.25);
  CHECK(number(" -12e-1 ") == -1.2);
  CHECK(number("1E+2") == 100);
  CHECK(number("0.1") == 0.1);
  for (const std::string odd :
       {"",    "-",   "+1",  "01",  "-01",  "1.",       ".5",  "1.e5", "1e",  "1e+",
        "--1", "0x1", "inf", "nan", "-inf", "Infinity", "1_0", "1,0",  "1 2", "\xEF\xBC\x91"}) {
    CAPTURE(odd);
    CHECK_FALSE(number(odd));
  }
}

TEST_CASE("however many digits a number has, it is the nearest double") {
  std::string digits = "1234567890123456789012";
  for (std::size_t whole = 1; whole < digits.size(); ++whole) {
    for (std::size_t fraction = 1; whole + fraction <= digits.size(); ++fraction) {
      const std::string text = "-" + digits.substr(0, whole) + "." + digits.substr(whole, fraction);
      CAPTURE(text);
      CHECK(number(text) == std::strtod(text.c_str(), nullptr));
      const std::string list = text + ",12345678901234567890";  // more digits, but not the number's
      Scanner one(list);
      CHECK(one.number() == std::strtod(text.c_str(), nullptr));
    }
  }
}

TEST_CASE("a number that no double holds is left to the reader for all documents") {
  CHECK_FALSE(number("1e999"));
  CHECK_FALSE(number("1e-999"));
  CHECK(number("1.7976931348623157e308") == std::numeric_limits<double>::max());
  CHECK(number("5e-324") == std::numeric_limits<double>::denorm_min());
}

TEST_CASE("minus zero has its sign where it is no integer") {
  CHECK_FALSE(std::signbit(*number("-0")));
  CHECK(std::signbit(*number("-0.0")));
  CHECK(std::signbit(*number("-0e1")));
}

TEST_CASE("an escape in a string is the character that it stands for") {
  CHECK(string(R"("a b")") == "a b");
  CHECK(string(R"("\u0120the\n\"\\\/\b\f\r\t")") == "\xC4\xA0the\n\"\\/\b\f\r\t");
  CHECK(string(R"("\ud83d\ude00 \u00e9 \u20AC \u0041")") == "\U0001F600 é € A");
  CHECK(string(R"("\u0000")") == "\0"s);
  CHECK(string("\"日本\"") == "日本");
}

TEST_CASE("a string that is no JSON is left to the reader for all documents") {
  for (const std::string odd : {R"("a)", R"("\x")", R"("\u12")", R"("\u12g4")", R"("\ud83d")", R"("\ude00")",
                                R"("\ud83d\u0041")", R"("\ud83dA")", "\"\n\"", "\"\x1f\"", "\"\xFF\"",
                                "\"\xC3\"", "\"\xC3\\u00a9\"", "\"\xED\xA0\x80\"", "\"\\", "a", "'a'"}) {
    CAPTURE(odd);
    CHECK_FALSE(string(odd));
  }
}

TEST_CASE("a list holds elements of one kind, and at least one") {
  Scanner logits("[1, \"-inf\" ,-Infinity]");
  constexpr double banned = -std::numeric_limits<double>::infinity();
  CHECK(scan_logits(logits) == std::vector<double>{1, banned, banned});
  CHECK(logits.ended());
  for (const std::string odd :
       {"[]", "[1,]", "[,1]", "[1 2]", "[1", "1]", "[NaN]", "[\"inf\"]", "[null]", "[[1]]"}) {
    Scanner json(odd);
    CAPTURE(odd);
    CHECK_FALSE(scan_logits(json));
  }
}

TEST_CASE("an id is a whole number in digits") {
  Scanner json("[0, 18446744073709551615]");
  CHECK(scan_counts(json) == std::vector<std::uint64_t>{0, 18446744073709551615U});
  for (const std::string odd : {"[-1]", "[1.0]", "[1e3]", "[01]", "[18446744073709551616]", "[\"1\"]"}) {
    Scanner ids(odd);
    CAPTURE(odd);
    CHECK_FALSE(scan_counts(ids));
  }
}

TEST_CASE("plain shapes are read by the scanner, others are not") {
  CHECK(has_rows("[3.2, 2.5]"));
  CHECK(has_rows(" [[1, 2], [3]] "));
  CHECK(has_rows(R"({"a": 1, "b": "-inf"})"));
  CHECK(has_rows(
      R"({"logits": [1], "tokens": ["a"], "ids": [7], "bias": {"a": 1}, "top_k": 2, "model": {"x": []}})"));
  CHECK(has_rows(R"([{"token": "a", "logit": 1}])"));
  CHECK(has_rows(R"({"schema": "logits/1", "tokens": [{"token": "a", "logp": -1}]})"));
  for (const std::string odd :
       {"", "5", "[]", "{}", "[1] 2", "[1, [2]]", "[{\"a\": 1}]", R"({"a": 1, "a": 2})",
        R"({"token": "-inf", "logit": 1})", R"({"logits": [1], "tokens": ["a", "b"]})",
        R"({"logits": [1], "typical_p": 0.9})", R"({"choices": []})",
        R"({"schema": "logits/2", "tokens": [{"token": "a", "logp": -1}]})"}) {
    CAPTURE(odd);
    CHECK_FALSE(has_rows(odd));
  }
}
