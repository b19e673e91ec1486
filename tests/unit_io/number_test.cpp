#include "src/io/number.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <limits>
#include <string>

using logits::io::parse_count;
using logits::io::parse_number;
using Kind = logits::io::Number::Kind;

TEST_CASE("decimal text is the double nearest to it") {
  CHECK(parse_number("3.2").value == 3.2);
  CHECK(parse_number("-2").value == -2);
  CHECK(parse_number("+1.5").value == 1.5);
  CHECK(parse_number(".5").value == 0.5);
  CHECK(parse_number("-.5").value == -0.5);
  CHECK(parse_number("5.").value == 5);
  CHECK(parse_number("1E+05").value == 1e5);
  CHECK(parse_number("010").value == 10);
  CHECK(parse_number("9007199254740993").value == 9007199254740992);
  CHECK(parse_number("9007199254740993.00000000000000000000000000001").value == 9007199254740994);
  CHECK(parse_number("1" + std::string(400, '0') + "e-400").value == 1);
  CHECK(parse_number("0." + std::string(100'000, '3')).value == 1.0 / 3);
}

TEST_CASE("minus zero keeps its sign") {
  CHECK(parse_number("-0").kind == Kind::finite);
  CHECK(std::signbit(parse_number("-0").value));
}

TEST_CASE("a number too small for a double is zero, and one too large is out of range") {
  CHECK(parse_number("1e-999").value == 0);
  CHECK(parse_number("1e-99999999999999999999").value == 0);
  CHECK(parse_number("5e-324").value == std::numeric_limits<double>::denorm_min());
  CHECK(parse_number("2e-324").value == 0);
  CHECK(parse_number("1e-310").value == 1e-310);
  CHECK(parse_number("1.7976931348623157e308").value == std::numeric_limits<double>::max());
  for (const char* const text : {"1e999", "-1e999", "1.7976931348623159e308", "1e99999999999999999999"}) {
    CAPTURE(text);
    CHECK(parse_number(text).kind == Kind::out_of_range);
    CHECK_FALSE(parse_number(text).is_logit());
  }
}

TEST_CASE("the words for infinity and NaN are understood in any case") {
  for (const char* const text : {"-inf", "-Inf", "-INFINITY", "-Infinity"}) {
    CHECK(parse_number(text).kind == Kind::minus_infinity);
    CHECK(parse_number(text).value == -std::numeric_limits<double>::infinity());
    CHECK(parse_number(text).is_logit());
  }
  for (const char* const text : {"inf", "+inf", "Infinity"}) CHECK(parse_number(text).kind == Kind::infinity);
  for (const char* const text : {"nan", "NaN", "-nan", "+NAN"}) CHECK(parse_number(text).kind == Kind::nan);
}

TEST_CASE("anything else is no number") {
  for (const char* const text :
       {"",    "-",  "+",       ".",      "-.",    "e5",   "1e",     "1e+",   "1.2.3", "--1",
        "+-1", "1 ", " 1",      "1.0abc", "0x1p3", "0X10", "1_000",  "1,5",   "1'000", "1f",
        "１",  "١",  "\u22121", "infin",  "in",    "na",   "nan(1)", "-.inf", ".nan",  "1\n"}) {
    CAPTURE(text);
    CHECK(parse_number(text).kind == Kind::none);
  }
  CHECK(parse_number(std::string("1\0", 2)).kind == Kind::none);
}

TEST_CASE("a count is digits only, up to 2^64 - 1") {
  CHECK(parse_count("0") == 0U);
  CHECK(parse_count("010") == 10U);
  CHECK(parse_count("18446744073709551615") == 18446744073709551615U);
  for (const char* const text : {"", "18446744073709551616", "-1", "-0", "+1", "1.0", "1e3", "0x10", " 1",
                                 "1 ", "ten", "99999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_count(text));
  }
}
