#include "src/io/text.hpp"

#include "tests/catch.hpp"

#include <string>

using logits::io::characters;
using logits::io::columns;
using logits::io::cut;
using logits::io::escaped;
using logits::io::in_quotes;
using logits::io::is_utf8;
using logits::io::shown;

using namespace std::string_literals;

TEST_CASE("UTF-8 is what the Unicode standard's table of well-formed sequences lists") {
  for (const char* const good : {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                                 "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "a\xC3\xA9z"}) {
    CAPTURE(good);
    CHECK(is_utf8(good));
  }
}

TEST_CASE("overlong forms, surrogates, cut sequences and stray bytes are not UTF-8") {
  for (const char* const bad :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xE2\x82",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x90\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFE", "\xFF", "a\xC3(", "ok\xE9"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("a printable token is shown bare") {
  CHECK(shown("mat") == "mat");
  CHECK(shown("New York") == "New York");
  CHECK(shown("é\"\\") == "é\"\\");
  CHECK(shown("日本") == "日本");
  CHECK(shown("🙂") == "🙂");
}

TEST_CASE("a token with a blank at an end, or none at all, is shown as a JSON string") {
  CHECK(shown("") == R"("")");
  CHECK(shown(" ") == R"(" ")");
  CHECK(shown(" mat") == R"(" mat")");
  CHECK(shown("mat ") == R"("mat ")");
  CHECK(shown("\"a\\") == R"("\"a\\")");
}

TEST_CASE("control characters are never shown raw") {
  CHECK(shown("\n") == R"("\n")");
  CHECK(shown("a\tb\r") == R"("a\tb\r")");
  CHECK(shown("\x1b[31mred") == R"("\u001b[31mred")");
  CHECK(shown("a\0b"s) == R"("a\u0000b")");
  CHECK(shown("\x7f") == R"("\u007f")");
  CHECK(shown("\xC2\x9B") == R"("\u009b")");
}

TEST_CASE("characters without a shape of their own are never shown raw") {
  CHECK(shown("\u202Eabc") == R"("\u202eabc")");
  CHECK(shown("\u2066") == R"("\u2066")");
  CHECK(shown("a\u200Bb") == R"("a\u200bb")");
  CHECK(shown("\uFEFFusing") == R"("\ufeffusing")");
  CHECK(shown("\u00A0") == R"("\u00a0")");
  CHECK(shown("\u3000") == R"("\u3000")");
  CHECK(shown("\U000E0041") == R"("\udb40\udc41")");
}

TEST_CASE("a byte that is not UTF-8 is shown as \\x and its two digits") {
  CHECK(shown("\xE8") == R"("\xe8")");
  CHECK(shown("\xED\xA0\x80") == R"("\xed\xa0\x80")");
}

TEST_CASE("quoted input is escaped, and cut where it is long") {
  CHECK(escaped("a\nb\x1b") == R"(a\nb\u001b)");
  CHECK(escaped("ééééé", 3) == "ééé...");
  CHECK(escaped("ééé", 3) == "ééé");
  CHECK(in_quotes("3,2") == "'3,2'");
  CHECK(in_quotes(std::string(61, 'a')) == "'" + std::string(60, 'a') + "...'");
}

TEST_CASE("wide characters take two columns and combining ones none") {
  CHECK(columns("abc") == 3);
  CHECK(columns("日本") == 4);
  CHECK(columns("🙂") == 2);
  CHECK(columns("e\u0301") == 1);
  CHECK(columns("…█") == 2);
}

TEST_CASE("text that is too wide ends in dots") {
  CHECK(cut("abcde", 5, false) == "abcde");
  CHECK(cut("abcdef", 5, false) == "abcd…");
  CHECK(cut("abcdef", 5, true) == "ab...");
  CHECK(cut("日本語", 5, false) == "日本…");
  CHECK(cut("日本語", 6, false) == "日本語");
}

TEST_CASE("combining characters without end are cut as well") {
  std::string tower = "a";
  for (int i = 0; i < 100'000; ++i) tower += "\u0301";
  CHECK(cut(tower, 40, false).size() < 2000);
}

TEST_CASE("a place is counted in characters, a broken byte being one") {
  CHECK(characters("") == 0);
  CHECK(characters("aé日🙂") == 4);
  CHECK(characters("\xFF\xE2\x82z") == 4);
}
