#include "src/io/shell.hpp"

#include "tests/catch.hpp"

using logits::io::option_name_of;
using logits::io::Row;
using logits::io::shell_word;

TEST_CASE("a word of plain characters stands bare in a shell") {
  CHECK(shell_word("mat=-1.5") == "mat=-1.5");
  CHECK(shell_word("a/b:c,d@e%f+g_h") == "a/b:c,d@e%f+g_h");
}

TEST_CASE("any other word stands in single quotes, and a quote outside of them") {
  CHECK(shell_word("") == "''");
  CHECK(shell_word(" mat=1") == "' mat=1'");
  CHECK(shell_word("$HOME `x` \"y\" *") == "'$HOME `x` \"y\" *'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("#3=1") == "'#3=1'");
}

TEST_CASE("an option calls a token by its name where that finds it, else by its index") {
  Row row;
  row.logits = {0, 0, 0, 0, 0};
  row.labels = {"mat", "twice", "twice", "a\nb", "0"};
  CHECK(option_name_of(row, 0) == "mat");
  CHECK(option_name_of(row, 1) == "#1");
  CHECK(option_name_of(row, 2) == "#2");
  CHECK(option_name_of(row, 3) == "#3");
  CHECK(option_name_of(row, 4) == "0");
  row.labels[4] = "";
  CHECK(option_name_of(row, 4) == "#4");  // -b =1 names nobody
}

TEST_CASE("a token without a label is called by its id, else by its index") {
  Row row;
  row.logits = {0, 0};
  CHECK(option_name_of(row, 1) == "1");
  row.ids = {1, 0};
  CHECK(option_name_of(row, 1) == "0");
}
