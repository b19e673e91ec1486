#include "src/io/label_index.hpp"

#include "tests/catch.hpp"

#include <string>
#include <vector>

using logits::TokenId;
using logits::io::LabelIndex;

using namespace std::string_literals;

TEST_CASE("a label is found by all its bytes and no others") {
  const std::vector<std::string> labels = {"a",     " a",   "a ",      "",      "a\0b"s,
                                           "a\0c"s, "\xFF", "e\u0301", "\u00e9"};
  LabelIndex index(labels);
  for (TokenId id = 0; id < labels.size(); ++id) CHECK_FALSE(index.insert(id));
  for (TokenId id = 0; id < labels.size(); ++id) CHECK(index.find(labels[id]) == id);
  CHECK_FALSE(index.find("b"));
  CHECK_FALSE(index.find("a\0"s));
}

TEST_CASE("a label that is there already is not entered again") {
  const std::vector<std::string> labels = {"a", "b", "a"};
  LabelIndex index(labels);
  CHECK_FALSE(index.insert(0));
  CHECK_FALSE(index.insert(1));
  CHECK(index.insert(2) == 0U);
  CHECK(index.find("a") == 0U);
}

TEST_CASE("nothing is found among no labels") {
  const std::vector<std::string> labels;
  CHECK_FALSE(LabelIndex(labels).find(""));
}

TEST_CASE("a hundred thousand labels are told apart as the list grows") {
  std::vector<std::string> labels;
  LabelIndex index(labels);
  bool all_new = true;
  for (TokenId id = 0; id < 100'000; ++id) {
    labels.push_back("token " + std::to_string(id));
    all_new = all_new && !index.insert(id);
  }
  CHECK(all_new);
  CHECK(index.find("token 0") == 0U);
  CHECK(index.find("token 99999") == 99'999U);
  CHECK_FALSE(index.find("token 100000"));
}
