#include "src/io/json.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using logits::refusal;
using logits::io::Balance;
using logits::io::is_json;
using logits::io::Json;
using logits::io::number_text;
using logits::io::parse_json;
using logits::io::Text;

using namespace std::string_literals;

namespace {

std::string refusal_of(std::string_view text) {
  return refusal([text] { static_cast<void>(parse_json({"stdin", text})); });
}

/// The numbers of an array.
std::vector<double> numbers(std::string_view text) {
  std::vector<double> result;
  const Json json = parse_json({"stdin", text});
  for (const Json& item : *json.array()) result.push_back(*item.number());
  return result;
}

/// The string that is the whole document.
std::string string(std::string_view text) {
  return *parse_json({"stdin", text}).string();
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("what the JSON grammar allows is read") {
  for (const std::string& text : {
           "null"s,
           "true"s,
           "false"s,
           "0"s,
           "-0"s,
           "1"s,
           "-12"s,
           "0.5"s,
           "-0.0"s,
           "1.25e3"s,
           "1E5"s,
           "1e+5"s,
           "1e-5"s,
           "1e05"s,
           "0e1"s,
           "0E+0"s,
           "123456789012345678901234567890"s,
           "\"\""s,
           "[]"s,
           "{}"s,
           "[[]]"s,
           "[{}]"s,
           "{\"\":[]}"s,
           "{\"a\":{\"b\":[1,\"c\",null]}}"s,
           " [ 1 , 2 ] "s,
           "\t[\r\n1\n]\r\n"s,
           "[1,true,null,\"a\"]"s,
           R"(["\"\\\/\b\f\n\r\t"])"s,
           R"(["\u0000\u001f\u00e9\uFFFF"])"s,
           R"(["\ud83d\ude00"])"s,
           "[\"\x7f\"]"s,
           "[\"\u2028\u2029\"]"s,
           "[\"\U0010FFFF\"]"s,
           "[\"\uFEFF\"]"s,
           "[\"NaN\"]"s,
           "{\"NaN\":1}"s,
       }) {
    CAPTURE(text);
    CHECK(refusal_of(text) == "");
  }
}

TEST_CASE("what the JSON grammar does not allow is refused") {
  for (const std::string& text : {
           // numbers
           "[01]"s,
           "[-01]"s,
           "[00]"s,
           "[.5]"s,
           "[-.5]"s,
           "[5.]"s,
           "[5.e1]"s,
           "[+1]"s,
           "[--1]"s,
           "[-]"s,
           "[1e]"s,
           "[1e+]"s,
           "[1.2.3]"s,
           "[0x10]"s,
           "[1_000]"s,
           "[1'0]"s,
           "[1,5.]"s,
           "[１]"s,
           "[1a]"s,
           "[0e]"s,
           "[1 000]"s,
           // words
           "[nan]"s,
           "[inf]"s,
           "[Inf]"s,
           "[-inf]"s,
           "[-NaN]"s,
           "[+NaN]"s,
           "[+Infinity]"s,
           "[NaN123]"s,
           "[NaNs]"s,
           "[Infinityx]"s,
           "[- Infinity]"s,
           "[--Infinity]"s,
           "[NaN NaN]"s,
           "[1 NaN]"s,
           "[NaN 1]"s,
           "[NaN\"a\"]"s,
           "[\"a\"NaN]"s,
           "{NaN:1}"s,
           "{NaN : 1}"s,
           "{\"a\" NaN}"s,
           "{\"a\":1 NaN}"s,
           "{NaN}"s,
           "NaN NaN"s,
           "[]NaN"s,
           "[True]"s,
           "[TRUE]"s,
           "[nul]"s,
           "[nulll]"s,
           "[tru]"s,
           "[None]"s,
           "[undefined]"s,
           "[a]"s,
           // structure
           ""s,
           " "s,
           "["s,
           "]"s,
           "{"s,
           "}"s,
           "[1"s,
           "[1,"s,
           "[1,]"s,
           "[,1]"s,
           "[,]"s,
           "[1,,2]"s,
           "[1 2]"s,
           "[1}"s,
           "{\"a\":1]"s,
           "{\"a\"}"s,
           "{\"a\":}"s,
           "{\"a\",1}"s,
           "{\"a\"::1}"s,
           "{\"a\":1,}"s,
           "{,}"s,
           "{a:1}"s,
           "{'a':1}"s,
           "{1:1}"s,
           "{null:1}"s,
           "{[]:1}"s,
           "{\"a\":1 \"b\":2}"s,
           "[\"a\":1]"s,
           "[1]]"s,
           "[1]{}"s,
           "[1]1"s,
           "[1] x"s,
           "{}}"s,
           "1 2"s,
           "\"a\" \"b\""s,
           "[1]//"s,
           "[1/**/]"s,
           "#\n[1]"s,
           "<html>"s,
           "[1;2]"s,
           "(1)"s,
           // blanks that JSON does not know
           "[1,\f2]"s,
           "[1,\v2]"s,
           "[1,\u00A02]"s,
           "[1,\u20282]"s,
           "[1,\u20602]"s,
           "[1,\u30002]"s,
           // strings
           "\""s,
           "[\"a]"s,
           "['a']"s,
           R"(["\x61"])"s,
           R"(["\a"])"s,
           R"(["\'"])"s,
           R"(["\u12"])"s,
           R"(["\u12g4"])"s,
           R"(["\U0041"])"s,
           R"(["\)"s,
           "[\"a\nb\"]"s,
           "[\"a\tb\"]"s,
           "[\"\x1f\"]"s,
           "[\"\x01\"]"s,
           R"(["\ud800"])"s,
           R"(["\udc00"])"s,
           R"(["\ud800\ud800"])"s,
           R"(["\ud800x"])"s,
           R"(["\ud800\n"])"s,
           R"({"\ud800":1})"s,
           R"(["\ude00\ud83d"])"s,
           // bytes that are not UTF-8
           "[\"\x80\"]"s,
           "[\"\xFF\"]"s,
           "[\"\xC0\x80\"]"s,
           "[\"\xC1\xBF\"]"s,
           "[\"\xE0\x80\x80\"]"s,
           "[\"\xE2\x82\"]"s,
           "[\"\xED\xA0\xBD\xED\xB8\x80\"]"s,
           "[\"\xF4\x90\x80\x80\"]"s,
           "[\"\xF8\x88\x80\x80\x80\"]"s,
           "{\"\xE9\":1}"s,
           "[\xE9]"s,
       }) {
    CAPTURE(text);
    CHECK(refusal_of(text) != "");
  }
}

TEST_CASE("numbers are the doubles nearest to their text") {
  CHECK(numbers("[0.1, 1e23, 9007199254740993, 18446744073709551615, 18446744073709551617, "
                "-9223372036854775809]") ==
        std::vector<double>{0.1, 1e23, 9007199254740992, 18446744073709551616.0, 18446744073709551616.0,
                            -9223372036854775808.0});
  CHECK(numbers("[1" + std::string(400, '0') + "e-400]") == std::vector{1.0});
  CHECK(numbers("[0." + std::string(100'000, '3') + "]") == std::vector{1.0 / 3});
}

TEST_CASE("a number too small for a double is zero") {
  CHECK(numbers("[1e-999, -1e-999, 1e-99999999999999999999, 5e-324]") ==
        std::vector{0.0, 0.0, 0.0, 0x1p-1074});
}

TEST_CASE("a number too large for a double is out of range, not infinite") {
  CHECK(refusal_of("[1, 1e999]") ==
        "'1e999' is out of range: no double is that large\n"
        "  --> stdin:1:5\n"
        "  1 | [1, 1e999]\n"
        "    |     ^^^^^");
  CHECK(refusal_of("[-1e999]").find("'-1e999' is out of range") == 0);
  CHECK(refusal_of("[1e99999999999999999999]").find("'1e99999999999999999999' is out of range") == 0);
  CHECK(refusal_of("[1" + std::string(400, '0') + "]").find("is out of range") != std::string::npos);
}

TEST_CASE("the bare words that Python writes are values of their own, and strings are not") {
  for (const std::string word : {"NaN", "Infinity", "-Infinity"}) {
    CAPTURE(word);
    CHECK(parse_json({"stdin", word}).word()->text == word);
    CHECK(parse_json({"stdin", " " + word + "\n"}).word()->text == word);
    const Json array = parse_json({"stdin", "[" + word + ",1,\"" + word + "\"," + word + " ]"});
    CHECK(array.array()->at(0).word()->text == word);
    CHECK(*array.array()->at(1).number() == 1);
    CHECK(*array.array()->at(2).string() == word);
    CHECK(array.array()->at(2).word() == nullptr);
    CHECK(array.array()->at(3).word()->text == word);
    CHECK(parse_json({"stdin", "{\"a\":" + word + "}"}).object()->at(0).value.word()->text == word);
  }
}

TEST_CASE("every value and key knows the byte where it begins") {
  const Json json = parse_json({"stdin", R"({"é": [1, -Infinity,"x"], "b" : {"c": null}})"});
  const auto& members = *json.object();
  CHECK(json.at == 0);
  CHECK(members[0].at == 1);
  CHECK(members[0].value.at == 7);
  CHECK(members[0].value.array()->at(0).at == 8);
  CHECK(members[0].value.array()->at(1).at == 11);
  CHECK(members[0].value.array()->at(2).at == 21);
  CHECK(members[1].at == 27);
  CHECK(members[1].value.at == 33);
  CHECK(members[1].value.object()->at(0).at == 34);
  CHECK(members[1].value.object()->at(0).value.at == 39);
}

TEST_CASE("members keep their order, and equal keys stay apart") {
  const Json json = parse_json({"stdin", R"({"b":1,"a":2,"b":3,"\u0061":4})"});
  std::string keys;
  for (const Json::Member& member : *json.object()) keys += member.key;
  CHECK(keys == "baba");
}

TEST_CASE("a member that is there twice, however it is spelled, is refused when it is asked for") {
  const std::string twice = R"({"a":1, "\u0061":2})";
  const Text text{"stdin", twice};
  const Json json = parse_json(text);
  CHECK(refusal([&] { static_cast<void>(json.find("a", text)); }) ==
        "the key 'a' is there twice\n"
        "  --> stdin:1:9\n"
        "  1 | {\"a\":1, \"\\u0061\":2}\n"
        "    |         ^");
  CHECK(json.find("b", text) == nullptr);
}

TEST_CASE("strings keep every character") {
  CHECK(string(R"("a\u0000b")") == "a\0b"s);
  CHECK(string(R"("\ud83d\ude00")") == "\U0001F600");
  CHECK(string("\"\U0001F600\"") == "\U0001F600");
  CHECK(string(R"("\ufeffusing")") == "\uFEFFusing");
  CHECK(string(R"("e\u0301")") != string(R"("\u00e9")"));
  CHECK(string('"' + std::string(1 << 20, 'k') + '"').size() == 1 << 20);
}

TEST_CASE("JSON nests 512 deep and no deeper") {
  CHECK(refusal_of(nested(512)) == "");
  CHECK(refusal_of(nested(513)).find("this JSON is nested deeper than 512\n  --> stdin:1:513\n") == 0);
  CHECK(refusal_of(repeated("{\"a\":", 512) + "1" + std::string(512, '}')) == "");
  CHECK(
      refusal_of(repeated("{\"a\":", 513) + "1" + std::string(513, '}')).find("this JSON is nested deeper") ==
      0);
}

TEST_CASE("brackets by the million need no stack") {
  CHECK(refusal_of(std::string(1'000'000, '[')).find("this JSON is nested deeper than 512") == 0);
  CHECK(refusal_of(repeated("{\"a\":", 1'000'000)).find("this JSON is nested deeper than 512") == 0);
  CHECK(refusal_of(R"({"logits":[1],"x":)" + nested(1'000'000) + "}").find("this JSON is nested deeper") ==
        0);
}

TEST_CASE("a NUL byte is not the end of the text") {
  CHECK(refusal_of("[1]\0"s) != "");
  CHECK(refusal_of("[1]\0 x"s) != "");
  CHECK(refusal_of("[1,\0 2]"s) != "");
}

TEST_CASE("a byte order mark is no part of JSON") {
  CHECK(refusal_of("\xEF\xBB\xBF[1]") != "");
  CHECK(refusal_of("[\xEF\xBB\xBF"
                   "1]") != "");
}

TEST_CASE("an error shows its line, its column in characters, and its cause") {
  CHECK(refusal_of("[3.2, 2.5,, 1.8]") ==
        "this is not valid JSON: unexpected ','\n"
        "  --> stdin:1:11\n"
        "  1 | [3.2, 2.5,, 1.8]\n"
        "    |           ^");
  CHECK(refusal_of("{\"日本\": 1,\n \"é\" 2}") ==
        "this is not valid JSON: unexpected number literal\n"
        "  --> stdin:2:6\n"
        "  2 |  \"é\" 2}\n"
        "    |      ^");
  CHECK(refusal_of("[1, 2\n\n") ==
        "this is not valid JSON: unexpected end of input\n"
        "  --> stdin:1:6\n"
        "  1 | [1, 2\n"
        "    |      ^");
  CHECK(refusal_of("[1] x").find("--> stdin:1:5\n") != std::string::npos);
  CHECK(refusal_of("[\"\xFF\"]").find("--> stdin:1:3\n") != std::string::npos);
}

TEST_CASE("an error in a long document counts its lines") {
  CHECK(refusal_of(repeated("[\n", 300) + "x").find("--> stdin:301:1\n") != std::string::npos);
}

TEST_CASE("a control character in bad JSON is not repeated raw") {
  const std::string error = refusal_of("[\x1b]");
  CHECK(error.find('\x1b') == std::string::npos);
  CHECK(error.find("\\u001b") != std::string::npos);
}

TEST_CASE("values say what they are") {
  const Json json = parse_json({"stdin", R"([null, true, 1, "a", [], {}])"});
  std::vector<std::string_view> kinds;
  for (const Json& item : *json.array()) kinds.push_back(item.kind());
  CHECK(kinds ==
        std::vector<std::string_view>{"null", "a boolean", "a number", "a string", "an array", "an object"});
}

TEST_CASE("a number can be had as it was written") {
  const Text text{"stdin", "[1, -2.50e+1, 18446744073709551615]"};
  const Json json = parse_json(text);
  CHECK(number_text(json.array()->at(1), text) == "-2.50e+1");
  CHECK(number_text(json.array()->at(2), text) == "18446744073709551615");
}

TEST_CASE("text that begins with a bracket or brace is JSON") {
  CHECK(is_json("[1]"));
  CHECK(is_json(" \t\r\n{"));
  CHECK_FALSE(is_json(""));
  CHECK_FALSE(is_json("mat=3.2"));
  CHECK_FALSE(is_json("\"a\""));
}

TEST_CASE("a document may end where its brackets are closed") {
  const auto open_after = [](std::string_view text) {
    Balance whole, piecewise;
    whole.read(text);
    for (const char c : text) piecewise.read({&c, 1});
    CHECK(whole.open() == piecewise.open());
    return whole.open();
  };
  CHECK_FALSE(open_after(""));
  CHECK_FALSE(open_after("[1]"));
  CHECK_FALSE(open_after("5"));
  CHECK(open_after("[1"));
  CHECK(open_after("{\"a\":[1]"));
  CHECK_FALSE(open_after(R"(["]\"]"])"));
  CHECK(open_after(R"(["\\]"s)"));
  CHECK(open_after("\"a"));
  CHECK_FALSE(open_after("]"));
}

TEST_CASE("brackets that nest too deep are known before the document ends") {
  Balance balance;
  balance.read(std::string(512, '['));
  CHECK_FALSE(balance.too_deep());
  balance.read("[");
  CHECK(balance.too_deep());
}
