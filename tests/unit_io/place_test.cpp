#include "src/io/place.hpp"

#include "tests/catch.hpp"

#include <string>

using logits::io::hint;
using logits::io::Text;

using namespace std::string_literals;

TEST_CASE("a place is shown with its line, its column and a caret for each column") {
  const Text text{"stdin", "mat 3.2\ncouch tree\n"};
  CHECK(text.point(14, 4, "expected a logit") ==
        "  --> stdin:2:7\n"
        "  2 | couch tree\n"
        "    |       ^^^^ expected a logit");
}

TEST_CASE("columns are counted in characters, and the caret stands under wide ones") {
  const Text text{"stdin", "日本 é x"};
  CHECK(text.point(10) ==
        "  --> stdin:1:6\n"
        "  1 | 日本 é x\n"
        "    |        ^");
  CHECK(text.point(0, 6) ==
        "  --> stdin:1:1\n"
        "  1 | 日本 é x\n"
        "    | ^^^^");
}

TEST_CASE("a line of a document keeps its number") {
  CHECK((Text{"log.txt", "x", 120}.point(0)) ==
        "  --> log.txt:120:1\n"
        "  120 | x\n"
        "      | ^");
  CHECK((Text{"log.txt", "a\nb\nc", 7}.line(4)) == "  --> log.txt:9");
}

TEST_CASE("a word of the command line has no line number") {
  CHECK((Text{"value 2", "mat=x", 0}.point(4, 1, "expected a logit")) ==
        "  --> value 2\n"
        "  | mat=x\n"
        "  |     ^ expected a logit");
}

TEST_CASE("the end of the text can be pointed at") {
  CHECK((Text{"stdin", "[1"}.point(2)) ==
        "  --> stdin:1:3\n"
        "  1 | [1\n"
        "    |   ^");
  CHECK((Text{"stdin", ""}.point(99)) ==
        "  --> stdin:1:1\n"
        "  1 | \n"
        "    | ^");
}

TEST_CASE("a carriage return before the line feed is no part of the line") {
  CHECK((Text{"stdin", "x y\r\nz"}.point(2)) ==
        "  --> stdin:1:3\n"
        "  1 | x y\n"
        "    |   ^");
}

TEST_CASE("control characters and broken bytes are shown escaped, and the caret stands below") {
  CHECK((Text{"a\nb", "\x1b[1m\xFF x"}.point(6)) ==
        "  --> a\\nb:1:7\n"
        "  1 | \\u001b[1m\\xff x\n"
        "    |               ^");
  CHECK((Text{"stdin", "a\0b"s}.point(1)) ==
        "  --> stdin:1:2\n"
        "  1 | a\\u0000b\n"
        "    |  ^^^^^^");
}

TEST_CASE("of a long line only the neighbourhood of the place is shown") {
  const std::string line = std::string(1'000'000, 'a') + "!" + std::string(1'000'000, 'b');
  CHECK((Text{"stdin", line}.point(1'000'000)) ==
        "  --> stdin:1:1000001\n"
        "  1 | ..." +
            std::string(32, 'a') + "!" + std::string(36, 'b') + "...\n" + "    |    " + std::string(32, ' ') +
            "^");
}

TEST_CASE("a long mark is cut as well") {
  const std::string line(5000, 'a');
  CHECK((Text{"stdin", line}.point(0, 5000)).size() < 300);
}

TEST_CASE("a hint is a line of its own, or nothing") {
  CHECK(hint("say which") == "  hint: say which");
  CHECK(hint("") == "");
}
