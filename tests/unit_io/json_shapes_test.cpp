#include "src/io/json_shapes.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using logits::refusal;
using logits::io::Json;
using logits::io::parse_json;
using logits::io::read_row;
using logits::io::Row;
using logits::io::row_parts;
using logits::io::Text;

using namespace std::string_literals;

namespace {

constexpr double banned = -std::numeric_limits<double>::infinity();
using Numbers = std::vector<double>;
using Words = std::vector<std::string>;
using Ids = std::vector<std::uint64_t>;

std::vector<Row> rows(std::string_view json) {
  const Text text{"stdin", json};
  const Json document = parse_json(text);
  std::vector<Row> result;
  for (const Json* const part : row_parts(document, text))
    result.push_back(read_row(*part, text, text.line(part->at)));
  return result;
}

Row row(std::string_view json) {
  auto all = rows(json);
  REQUIRE(all.size() == 1);
  return std::move(all.front());
}

/// The first line of the error.
std::string refusal_of(std::string_view json) {
  const std::string whole = refusal([json] { static_cast<void>(rows(json)); });
  return whole.substr(0, whole.find('\n'));
}

}  // namespace

TEST_CASE("an array of numbers is a row without labels") {
  const Row read = row("[3.2, 2.5, -2]");
  CHECK(read.logits == Numbers{3.2, 2.5, -2});
  CHECK(read.labels.empty());
  CHECK(read.ids.empty());
}

TEST_CASE("a bare number is one token") {
  CHECK(row("5").logits == Numbers{5});
}

TEST_CASE("an array of arrays is a row for each, of any length") {
  const auto all = rows("[[1,2],[3,4,5]]");
  REQUIRE(all.size() == 2);
  CHECK(all[0].logits == Numbers{1, 2});
  CHECK(all[1].logits == Numbers{3, 4, 5});
}

TEST_CASE("an object is a map of labels, in its order") {
  const Row read = row(R"({"mat": 3.2, " floor": 2.5, "": 1, "__proto__": 0})");
  CHECK(read.labels == Words{"mat", " floor", "", "__proto__"});
  CHECK(read.logits == Numbers{3.2, 2.5, 1, 0});
}

TEST_CASE("labels that look like numbers are labels") {
  CHECK(row(R"({"1":3,"0":1,"-1":0.5})").labels == Words{"1", "0", "-1"});
}

TEST_CASE("labels that look alike stay apart") {
  CHECK(row(R"({" a":1,"a":2,"a ":3,"a\u0000b":4,"e\u0301":5,"\u00e9":6})").labels.size() == 6);
}

TEST_CASE("a label that is there twice is refused in a map") {
  CHECK(refusal_of(R"({"a":1,"a":2})") == "the token 'a' is there twice");
  CHECK(refusal_of(R"({"a":1,"\u0061":2})") == "the token 'a' is there twice");
  CHECK(refusal_of(R"({"\ud83d\ude00":1,"😀":2})") == "the token '😀' is there twice");
}

TEST_CASE("minus infinity is a ban, as the string and as the word that Python writes") {
  CHECK(row(R"(["-inf", "-Infinity", -Infinity, 1])").logits == Numbers{banned, banned, banned, 1});
}

TEST_CASE("NaN and plus infinity are refused as the logits they are") {
  CHECK(refusal_of("[1, NaN]") == "logit 1 is NaN");
  CHECK(refusal_of("[Infinity]") == "logit 0 is plus infinity");
  CHECK(refusal_of(R"({"mat": NaN})") == "the logit of 'mat' is NaN");
  CHECK(refusal_of(R"([{"logit": Infinity}])") == "the logit of record 0 is plus infinity");
}

TEST_CASE("what is no number is no logit") {
  CHECK(refusal_of(R"(["1.0"])") == "logit 0 is a string, not a number");
  CHECK(refusal_of("[true]") == "logit 0 is a boolean, not a number");
  CHECK(refusal_of("[1, null]") == "logit 1 is null, not a number");
  CHECK(refusal_of(R"({"a": {}})") == "the logit of 'a' is an object, not a number");
  CHECK(refusal_of(R"({"a": "+inf"})") == "the logit of 'a' is plus infinity");
}

TEST_CASE("no tokens at all are refused") {
  CHECK(refusal_of("[]") == "there are no tokens");
  CHECK(refusal_of("{}") == "there are no tokens");
  CHECK(refusal_of("[[1],[]]") == "there are no tokens");
  CHECK(refusal_of(R"({"logits":[]})") == "there are no tokens");
}

TEST_CASE("a document that is no container and no number is refused") {
  CHECK(refusal_of("null") == "this is null, not logits");
  CHECK(refusal_of("\"a\"") == "this is a string, not logits");
}

TEST_CASE("records hold a label, an id and a logit or a log-prob") {
  const Row read = row(R"([{"token":" mat","logit":3.2,"id":7,"other":[1]},{"id":8,"logit":1,"token":""}])");
  CHECK(read.labels == Words{" mat", ""});
  CHECK(read.logits == Numbers{3.2, 1});
  CHECK(read.ids == Ids{7, 8});
  CHECK_FALSE(read.logprobs);
  CHECK(row(R"([{"token":"a","logprob":-0.5}])").logprobs);
}

TEST_CASE("a record with both uses the logit") {
  CHECK(row(R"([{"logit":3,"logprob":-0.5}])").logits == Numbers{3});
}

TEST_CASE("equal labels stay apart in records") {
  CHECK(row(R"([{"token":"a","logit":1},{"token":"a","logit":2}])").labels == Words{"a", "a"});
}

TEST_CASE("bytes are the label where they are given") {
  CHECK(row(R"([{"token":"\ufffd","bytes":[232,0,255],"logit":1}])").labels == Words{"\xE8\0\xFF"s});
  CHECK(row(R"([{"token":"a","bytes":null,"logit":1}])").labels == Words{"a"});
  CHECK(refusal_of(R"([{"bytes":[256],"logit":1}])") ==
        "record 0 has a byte that is not a whole number from 0 to 255");
  CHECK(refusal_of(R"([{"bytes":"a","logit":1}])") == "record 0 has bytes that are no array");
}

TEST_CASE("ids keep all their 64 bits") {
  CHECK(row(R"([{"id":9007199254740992,"logit":1},{"id":9007199254740993,"logit":1},
                {"id":18446744073709551615,"logit":1}])")
            .ids == Ids{9007199254740992, 9007199254740993, 18446744073709551615U});
}

TEST_CASE("an id that is no whole number from 0 to 2^64 - 1, or is there twice, is refused") {
  for (const char* const id : {"-1", "1.5", "1e3", "18446744073709551616", "\"7\"", "true"}) {
    CAPTURE(id);
    CHECK(refusal_of("[{\"logit\":1,\"id\":" + std::string(id) + "}]") ==
          "record 0 has an id that is not a whole number from 0 to 2^64 - 1");
  }
  CHECK(refusal_of(R"([{"id":1,"logit":1},{"id":1,"logit":2}])") ==
        "the id 1 is there twice, at index 0 and 1");
}

TEST_CASE("records that do not fit together are refused") {
  CHECK(refusal_of(R"([{"token":"a"}])") == "record 0 has no \"logit\" or \"logprob\"");
  CHECK(refusal_of(R"([{"token":"a","logit":1},{"logit":2}])") ==
        "some records have a token and some have none");
  CHECK(refusal_of(R"([{"id":1,"logit":1},{"logit":2}])") == "some records have an id and some have none");
  CHECK(refusal_of(R"([{"logit":1},2])") == "record 1 is a number, not an object");
  CHECK(refusal_of(R"([{"logit":1,"logit":2}])") == "the key 'logit' is there twice");
  CHECK(refusal_of(R"([{"token":5,"logit":2}])") == "record 0 has a token that is a number");
}

TEST_CASE("a log-prob above zero is refused, but for rounding") {
  CHECK(refusal_of(R"([{"logprob":1.5}])") ==
        "the log-prob of record 0 is positive, and a log-prob cannot be");
  CHECK(row(R"([{"logprob":1e-7}])").logits == Numbers{1e-7});
  CHECK(row(R"([{"logprob":-9999.0}])").logits == Numbers{-9999});
}

TEST_CASE("a wrapped vector brings its labels, biases and parameters") {
  const Row read = row(
      R"({"tokens":["a","b"],"logits":[1,"-inf"],"ids":[5,6],"bias":{"a":-1},"temperature":0.70,"top_k":3,"id":"x"})");
  CHECK(read.labels == Words{"a", "b"});
  CHECK(read.logits == Numbers{1, banned});
  CHECK(read.ids == Ids{5, 6});
  CHECK(read.id == "\"x\"");
  REQUIRE(read.bias.size() == 1);
  CHECK(read.bias[0].token.text == "a");
  REQUIRE(read.settings.size() == 2);
  CHECK(read.settings[0].name == "temperature");
  CHECK(read.settings[0].value == "0.70");
  CHECK(read.settings[1].name == "top-k");
  CHECK(read.settings[1].value == "3");
}

TEST_CASE("a wrapped vector without labels may say so with null") {
  const Row read = row(R"({"tokens":null,"logits":[1,2],"ids":null,"temperature":null,"bias":null})");
  CHECK(read.labels.empty());
  CHECK(read.ids.empty());
  CHECK(read.settings.empty());
}

TEST_CASE("the id of a row is copied as JSON") {
  CHECK(row(R"({"logits":[1],"id":12345678901234567890123})").id == "12345678901234567890123");
  CHECK(row(R"({"logits":[1],"id":"a\"\n"})").id == R"("a\"\n")");
  CHECK(row(R"({"logits":[1],"id":null})").id == "null");
  CHECK(row(R"({"logits":[1]})").id == "");
  CHECK(refusal_of(R"({"logits":[1],"id":[1]})") == "the row's id is an array");
}

TEST_CASE("every key of a wrapped vector may stand there once") {
  CHECK(refusal_of(R"({"logits":[1],"logits":[2]})") == "the key 'logits' is there twice");
  CHECK(refusal_of(R"({"logits":[1],"temperature":1,"temperature":2})") ==
        "the key 'temperature' is there twice");
  CHECK(refusal_of(R"({"logits":[1],"top_k":1,"top_k":2})") == "the key 'top_k' is there twice");
  CHECK(refusal_of(R"({"logits":[1],"bias":{},"bias":{}})") == "the key 'bias' is there twice");
}

TEST_CASE("a wrapped vector with lists of other lengths is refused") {
  CHECK(refusal_of(R"({"tokens":["a"],"logits":[1,2]})") == "'tokens' has 1 element and 'logits' has 2");
  CHECK(refusal_of(R"({"ids":[1,2,3],"logits":[1,2]})") == "'ids' has 3 elements and 'logits' has 2");
  CHECK(refusal_of(R"({"tokens":"ab","logits":[1,2]})") == "'tokens' is a string, not an array");
  CHECK(refusal_of(R"({"tokens":["a",1],"logits":[1,2]})") == "token 1 is a number, not a string");
}

TEST_CASE("parameters by an engine's name are refused, not ignored") {
  CHECK(refusal_of(R"({"logits":[1],"logit_bias":{}})") ==
        "'logit_bias' is an engine's name for a parameter");
  CHECK(refusal_of(R"({"logits":[1],"temprature":1})") == "'temprature' is not a known key");
  CHECK(refusal_of(R"({"logits":[1],"temperature":"1"})") == "'temperature' is a string, not a number");
}

TEST_CASE("other keys of a wrapped vector are ignored") {
  CHECK(row(R"({"logits":[1],"model":"gpt","created_at":{"deep":[[]]}})").logits == Numbers{1});
}

TEST_CASE("a map with a token called logits is a map") {
  CHECK(row(R"({"logits":3,"tokens":2})").labels == Words{"logits", "tokens"});
}

TEST_CASE("the program's own output is read by its log-probs") {
  const Row read = row(R"({"schema":"logits/1","row":3,"id":"x","params":{"temperature":2},"tokens":[
    {"index":0,"token":"a","logit":5,"kept":true,"p":0.25,"logp":-1.5},
    {"index":1,"token":"b","logit":7,"kept":false,"p":0,"logp":"-inf"}]})");
  CHECK(read.logits == Numbers{-1.5, banned});
  CHECK(read.labels == Words{"a", "b"});
  CHECK(read.id == "\"x\"");
  CHECK(read.settings.empty());
  CHECK(refusal_of(R"({"schema":"logits/2","tokens":[]})") == "the schema 'logits/2' is not known");
  CHECK(refusal_of(R"({"schema":"logits/1","rng":"philox4x32-10/1","samples":["a"]})") ==
        "this output of logits holds no tokens to read back");
}

TEST_CASE("a bare word of Python is no label and no id") {
  CHECK(refusal_of(R"([{"token":NaN,"logit":1}])") != "");
  CHECK(refusal_of(R"({"logits":[1],"id":NaN})") != "");
  CHECK(row(R"([{"token":"NaN","logit":1}])").labels == Words{"NaN"});
}
