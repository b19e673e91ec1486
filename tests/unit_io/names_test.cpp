#include "src/io/names.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using logits::refusal;
using logits::io::name_of;
using logits::io::Names;
using logits::io::Row;
using logits::io::TokenName;

namespace {

Row row_of(std::vector<std::string> labels, std::vector<std::uint64_t> ids = {}) {
  Row row;
  row.logits.resize(std::max(labels.size(), ids.size()));
  row.labels = std::move(labels);
  row.ids = std::move(ids);
  return row;
}

Row unnamed(std::size_t count) {
  Row row;
  row.logits.resize(count);
  return row;
}

std::string refusal_of(const Row& row, const TokenName& name) {
  return refusal([&] { static_cast<void>(Names(row).find(name, "--bias")); });
}

}  // namespace

TEST_CASE("a token is called by its label, else its id, else its index") {
  CHECK(name_of(row_of({"mat", "floor"}, {7, 8}), 1) == "floor");
  CHECK(name_of(row_of({}, {7, 8}), 1) == "8");
  CHECK(name_of(unnamed(2), 1) == "1");
}

TEST_CASE("a name is a label before it is an id, and an id before it is an index") {
  const Row row = row_of({"1", "0", "a", "b"}, {2, 3, 1, 99});
  const Names names(row);
  CHECK(names.find({"1"}, "--bias") == 0);
  CHECK(names.find({"0"}, "--bias") == 1);
  CHECK(names.find({"99"}, "--bias") == 3);
  CHECK(names.find({"2"}, "--bias") == 0);
  CHECK(Names(unnamed(3)).find({"2"}, "--bias") == 2);
}

TEST_CASE("a name that is neither label nor id is an index") {
  CHECK(Names(row_of({"a", "b", "c"})).find({"2"}, "--bias") == 2);
}

TEST_CASE("in a response a number is an id, never a place in the list") {
  Row row = row_of({" mat", " floor", "2"});
  row.position = logits::io::Position{};
  CHECK(refusal_of(row, {"1"}).starts_with("--bias names a token that is not in the input: '1'"));
  CHECK(Names(row).find({"2"}, "--bias") == 2);  // a label
  CHECK(Names(row).find({"#1"}, "--bias") == 1);
  row.ids = {50, 51, 52};
  CHECK(Names(row).find({"51"}, "--bias") == 1);
  CHECK(refusal_of(row, {"0"}).starts_with("--bias names a token that is not in the input: '0'"));
}

TEST_CASE("a vocabulary knows the ids that a response does not tell") {
  Row row = row_of({" mat", " floor"});
  row.position = logits::io::Position{};
  row.vocabulary = std::make_shared<logits::io::Vocabulary>("v", std::vector<std::string>{"a", " floor", "b"},
                                                            logits::io::Spelling::plain);
  CHECK(Names(row).find({"1"}, "--bias") == 1);
  CHECK(refusal_of(row, {"2"}).starts_with("--bias names a token that is not in the input: '2'"));
  CHECK(refusal_of(row, {"3"}).starts_with("--bias names a token that is not in the input: '3'"));
}

TEST_CASE("a token that is not UTF-8 can be named as tables show it") {
  const Row row = row_of({"\xff", "a\xc3 ", "\\xff", "#1", "x"});
  const Names names(row);
  CHECK(names.find({"\"\\xff\""}, "--bias") == 0);
  CHECK(names.find({"\"a\\xc3 \""}, "--bias") == 1);
  CHECK(names.find({"\"\\\\xff\""}, "--bias") == 2);
  CHECK(names.find({"\"#1\""}, "--bias") == 3);  // in quotes it is a label
  CHECK(names.find({"#1"}, "--bias") == 1);
  CHECK(refusal_of(row, {"\"\\xf\""}).starts_with("--bias names a token that is not in the input"));
}

TEST_CASE("a number in JSON is an id and never a label") {
  const Row row = row_of({"1", "0"}, {0, 1});
  CHECK(Names(row).find({"1", true}, "--bias") == 1);
  CHECK(refusal_of(row, {"7", true}).find("--bias names a token that is not in the input: '7'") == 0);
}

TEST_CASE("#3 is always index 3") {
  const Row row = row_of({"a", "#0", "a"}, {5, 6, 0});
  CHECK(Names(row).find({"#0"}, "--bias") == 0);
  CHECK(Names(row).find({"#2"}, "--bias") == 2);
  CHECK(refusal_of(row, {"#3"}).find("--bias names a token that is not in the input: '#3'") == 0);
  CHECK(Names(row_of({"#", "#x"})).find({"#"}, "--bias") == 0);
  CHECK(Names(row_of({"#", "#x"})).find({"#x"}, "--bias") == 1);
}

TEST_CASE("labels are compared byte for byte") {
  const Row row = row_of({" a", "a", "a ", "", "e\u0301", "\u00e9", "a=b", "\xFF"});
  const Names names(row);
  for (logits::TokenId id = 0; id < row.labels.size(); ++id)
    CHECK(names.find({row.labels[id]}, "--bias") == id);
}

TEST_CASE("an unknown name is refused with the nearest one and the tokens there are") {
  CHECK(refusal_of(row_of({"mat", "floor"}), {"mta"}) ==
        "--bias names a token that is not in the input: 'mta'\n"
        "  did you mean 'mat'? the tokens are: mat, floor");
  CHECK(refusal_of(unnamed(5), {"5"}) ==
        "--bias names a token that is not in the input: '5'\n"
        "  hint: the tokens are numbered from 0 to 4");
  CHECK(refusal_of(row_of({"a", "b", "c", "d", "e", "f", "g", "h", "\x1b"}), {"xyz"}) ==
        "--bias names a token that is not in the input: 'xyz'\n"
        "  the tokens are: a, b, c, d, e, f, g, h, and 1 more");
}

TEST_CASE("a token with blanks around it is suggested before others, so that it can be typed") {
  CHECK(refusal_of(row_of({"he", "them", "theme", " the"}), {"the"}) ==
        "--bias names a token that is not in the input: 'the'\n"
        "  did you mean '\" the\"'? the tokens are: he, them, theme, \" the\"");
  CHECK(refusal_of(row_of({"a", "b\n"}), {" b"}).find("did you mean '\"b\\n\"'?") != std::string::npos);
  CHECK(refusal_of(row_of({"a", "  "}), {" "}).find("did you mean") == std::string::npos);
}

TEST_CASE("a name that several tokens share is refused with their indices") {
  CHECK(refusal_of(row_of({"a", "b", "a", "a"}), {"a"}) ==
        "--bias names 'a', and 3 tokens are called that\n"
        "  hint: say which by index: '#0', '#2', '#3'");
  CHECK(refusal_of(row_of(std::vector<std::string>(10, "a")), {"a"}) ==
        "--bias names 'a', and 10 tokens are called that\n"
        "  hint: say which by index: '#0', '#1', '#2', '#3', '#4', '#5', '#6', '#7', ...");
}

TEST_CASE("ids that differ only beyond the 53 bits of a double are two ids") {
  const Row row = row_of({}, {9007199254740992, 9007199254740993, 18446744073709551615U});
  const Names names(row);
  CHECK(names.find({"9007199254740993"}, "--bias") == 1);
  CHECK(names.find({"18446744073709551615"}, "--bias") == 2);
}

TEST_CASE("an id that is there twice is refused") {
  CHECK(refusal([] {
          logits::io::require_distinct({5, 7, 5}, [] { return "  --> stdin:1"; });
        }) == "the id 5 is there twice, at index 0 and 2\n  --> stdin:1");
  CHECK(refusal([] { logits::io::require_distinct({5, 7, 6}, [] { return ""; }); }) == "");
}
