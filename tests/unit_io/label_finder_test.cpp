#include "src/io/label_finder.hpp"

#include "tests/catch.hpp"

#include <string>
#include <vector>

using logits::TokenId;
using logits::io::LabelFinder;
using Ids = std::vector<TokenId>;

TEST_CASE("all tokens with a label are found, in their order") {
  const std::vector<std::string> labels = {"a", "b", " a", "a", "", "a"};
  const LabelFinder finder(labels);
  CHECK(finder.find("a") == Ids{0, 3, 5});
  CHECK(finder.find("b") == Ids{1});
  CHECK(finder.find("") == Ids{4});
  CHECK(finder.find("c").empty());
}
