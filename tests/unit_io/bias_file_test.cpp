#include "src/io/bias_file.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <limits>
#include <string>
#include <vector>

using logits::refusal;
using logits::io::NamedBias;
using logits::io::parse_json;
using logits::io::read_bias;
using logits::io::Text;

namespace {

constexpr double ban = -std::numeric_limits<double>::infinity();

std::vector<NamedBias> read(std::string_view json) {
  const Text text{"bias.json", json};
  return read_bias(parse_json(text), text);
}

std::string refusal_of(std::string_view json) {
  return refusal([json] { static_cast<void>(read(json)); });
}

}  // namespace

TEST_CASE("a map of tokens and biases is read in its order") {
  const auto biases = read(R"({"mat": -1.5, "50256": -100, "a=b": "-inf", "c": false, " d": "-Infinity"})");
  REQUIRE(biases.size() == 5);
  CHECK(biases[0].token.text == "mat");
  CHECK(biases[0].bias == -1.5);
  CHECK(biases[1].token.text == "50256");
  CHECK_FALSE(biases[1].token.is_id);
  CHECK(biases[1].bias == -100);
  CHECK(biases[2].token.text == "a=b");
  CHECK(biases[2].bias == ban);
  CHECK(biases[3].bias == ban);
  CHECK(biases[4].token.text == " d");
  CHECK(biases[4].bias == ban);
}

TEST_CASE("a list of pairs is read, its numbers being ids") {
  const auto biases = read(R"([[15043, 1.0], ["text", -0.5], [15043, false], [18446744073709551615, 2]])");
  REQUIRE(biases.size() == 4);
  CHECK(biases[0].token.text == "15043");
  CHECK(biases[0].token.is_id);
  CHECK(biases[1].token.text == "text");
  CHECK_FALSE(biases[1].token.is_id);
  CHECK(biases[2].bias == ban);
  CHECK(biases[3].token.text == "18446744073709551615");
}

TEST_CASE("an empty map, an empty list and null hold no biases") {
  CHECK(read("{}").empty());
  CHECK(read("[]").empty());
  CHECK(read("null").empty());
}

TEST_CASE("a token that is in the map twice is refused") {
  CHECK(refusal_of("{\"a\": 1,\n \"\\u0061\": 2}") ==
        "the token 'a' is there twice\n"
        "  --> bias.json:2:2\n"
        "  2 |  \"\\u0061\": 2}\n"
        "    |  ^");
}

TEST_CASE("a bias that is no number and no ban is refused") {
  CHECK(refusal_of(R"({"a": true})").find("a bias is a boolean\n  --> bias.json:1:7\n") == 0);
  CHECK(refusal_of(R"({"a": null})").find("a bias is null\n") == 0);
  CHECK(refusal_of(R"({"a": "1"})").find("a bias is a string\n") == 0);
  CHECK(refusal_of(R"({"a": NaN})").find("a bias is ") == 0);
  CHECK(refusal_of(R"({"a": Infinity})").find("a bias is ") == 0);
  CHECK(refusal_of(R"({"a": 1e999})").find("'1e999' is out of range") == 0);
}

TEST_CASE("a list that holds something else than pairs is refused") {
  CHECK(refusal_of("[1, 2]").find("a list of biases holds something else than pairs\n") == 0);
  CHECK(refusal_of("[[1]]").find("a list of biases holds something else than pairs\n") == 0);
  CHECK(refusal_of("[[1,2,3]]").find("a list of biases holds something else than pairs\n") == 0);
}

TEST_CASE("an id that is no whole number from 0 is refused") {
  for (const char* const json : {"[[-1, 2]]", "[[1.5, 2]]", "[[1e3, 2]]", "[[null, 2]]", "[[[1], 2]]"}) {
    CAPTURE(json);
    CHECK(refusal_of(json).find("a biased token is neither a string nor an id\n") == 0);
  }
}

TEST_CASE("JSON that is neither a map nor a list holds no biases") {
  CHECK(refusal_of("5").find("the biases are a number\n") == 0);
  CHECK(refusal_of("\"mat=1\"").find("the biases are a string\n") == 0);
}
