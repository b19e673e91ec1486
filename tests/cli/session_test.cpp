#include "tests/cli/session.hpp"

#include "tests/catch.hpp"

namespace {

const std::string two_cases =
    "# a file\n"
    "## yes prints y\n"
    "# a remark\n"
    "$ yes | \\\n"
    "  head -2\n"
    "y\n"
    "y\n"
    "\n"
    "## false fails without a word\n"
    "$ echo a; echo; echo\n"
    "a\n"
    "\n"
    "[empty line]\n"
    "$ printf b; exit 3\n"
    "b\n"
    "[no newline]\n"
    "[exit 3]\n";

}  // namespace

TEST_CASE("a session is read as cases of commands, outputs and exit codes") {
  const auto session = sessions::read_session(two_cases, false);
  REQUIRE(session.cases.size() == 2);
  CHECK(session.cases[0].name == "yes prints y");
  CHECK(session.cases[0].steps[0].command == "yes | \\\n  head -2");
  CHECK(session.cases[0].steps[0].output == "y\ny\n");
  REQUIRE(session.cases[1].steps.size() == 2);
  CHECK(session.cases[1].steps[0].output == "a\n\n\n");
  CHECK(session.cases[1].steps[1].output == "b");
  CHECK(session.cases[1].steps[1].exit_code == 3);
}

TEST_CASE("what a command prints is written the way it is read") {
  const auto session = sessions::read_session(two_cases, false);
  CHECK(sessions::with_transcripts(session,
                                   {sessions::transcript("y\ny\n", 0), sessions::transcript("a\n\n\n", 0),
                                    sessions::transcript("b", 3)}) == two_cases);
}

TEST_CASE("an update replaces outputs and exit codes and keeps all the other lines") {
  const auto session = sessions::read_session("## a\n# b\n$ c\nd\n[exit 1]\n\n## e\n", false);
  CHECK(sessions::with_transcripts(session, {sessions::transcript("f\ng\n", 0)}) ==
        "## a\n# b\n$ c\nf\ng\n\n## e\n");
}

TEST_CASE("of Markdown, the commands in fenced blocks are read") {
  const auto session = sessions::read_session(
      "# Title\n$ not a command\n```sh\n$ echo a  # remark\na\n\n$ echo b\nb\n```\n```cpp\n$ no\n```\n",
      true);
  REQUIRE(session.cases.size() == 1);
  CHECK(session.cases[0].name == "Title");
  REQUIRE(session.cases[0].steps.size() == 2);
  CHECK(session.cases[0].steps[0].command == "echo a  # remark");
  CHECK(session.cases[0].steps[0].output == "a\n");
  CHECK(session.cases[0].steps[1].output == "b\n");
}

TEST_CASE("a difference marks what is missing and what is too much") {
  CHECK(sessions::difference({"a", "b", "c"}, {"a", "x", "c", "[exit 1]"}) ==
        "      a\n"
        "    - b\n"
        "    + x\n"
        "      c\n"
        "    + [exit 1]\n");
}
