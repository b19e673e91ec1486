#include "src/io/suggest.hpp"

#include "tests/catch.hpp"

#include <string>
#include <vector>

using logits::io::nearest;
using Words = std::vector<std::string>;

TEST_CASE("a letter changed, added, left out or swapped is forgiven") {
  const Words known = {"floor", "mat", "temperature"};
  CHECK(nearest("mta", known) == "mat");
  CHECK(nearest("flour", known) == "floor");
  CHECK(nearest("flor", known) == "floor");
  CHECK(nearest("flooor", known) == "floor");
  CHECK(nearest("tempreature", known) == "temperature");
}

TEST_CASE("a word that is nothing like any other gets no suggestion") {
  CHECK_FALSE(nearest("xyz", Words{"mat", "floor"}));
  CHECK_FALSE(nearest("", Words{"a"}));
  CHECK_FALSE(nearest("a", Words{"b"}));
  CHECK_FALSE(nearest("mat", Words{}));
}

TEST_CASE("the nearest word wins, and the first of equals") {
  CHECK(nearest("couch", Words{"coach", "couch"}) == "couch");
  CHECK(nearest("cat", Words{"bat", "rat"}) == "bat");
}

TEST_CASE("nobody mistypes a very long word") {
  CHECK_FALSE(nearest(std::string(65, 'a'), Words{std::string(64, 'a')}));
}

TEST_CASE("the only word that begins with what was typed is meant") {
  const std::vector<std::string> known = {"compare", "sweep", "--max-rows", "--max-columns"};
  CHECK(logits::io::nearest("comp", known) == "compare");
  CHECK(logits::io::nearest("--max-col", known) == "--max-columns");
  CHECK(logits::io::nearest("co", known) == std::nullopt);
}
