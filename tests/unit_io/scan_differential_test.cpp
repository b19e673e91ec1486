// The scanner against the reader for all documents, which it must not be told from: on documents made up at
// random, whole and damaged, and on those that other tests use.
#include "src/io/json_rows.hpp"
#include "src/io/scan/scan_rows.hpp"
#include "src/io/text_rows.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/random_json.hpp"
#include "tests/unit_io/transcript.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using logits::io::Form;
using logits::io::Framing;
using logits::io::json_rows;
using logits::io::lines_of;
using logits::io::scan_rows;
using logits::io::Scanning;
using logits::io::text_rows;
using logits::io::transcript;
using logits::random_json::blanks;
using logits::random_json::Choices;
using logits::random_json::damaged;
using logits::random_json::number;
using logits::random_json::text;

namespace {

using Strings = std::vector<std::string>;

std::string read(const std::string& json, Form form, Scanning scanning,
                 std::size_t piece = std::string::npos) {
  return transcript(json_rows(lines_of(json, piece), form, Framing::none, scanning));
}

void require_no_difference(const std::string& json, Form form = Form::automatic) {
  INFO(json);
  REQUIRE(read(json, form, Scanning::plain_shapes) == read(json, form, Scanning::nothing));
}

bool is_plain(const std::string& json) {
  return scan_rows({"stdin", json}).has_value();
}

std::string logit(Choices& choose) {
  switch (choose.below(12)) {
    case 0:
      return choose.one_of(Strings{"\"-inf\"", "\"-Infinity\"", "-Infinity", " -Infinity "});
    case 1:
      return number(choose);
    default:
      return choose.one_of(Strings{"3.2", "-0.53761", "1.2345678901234567", "-2", "7e-1"});
  }
}

/// What stands where a logit ought to, or another value.
std::string odd(Choices& choose) {
  return choose.one_of(Strings{"NaN",    "Infinity", "null", "true", "\"x\"", "1e999",     "[]",
                               "{}",     "[1]",      "01",   "1.",   "-",     "{\"a\":1}", "\"\\ud800\"",
                               "\"-0\"", "+1",       ".5",   "1e",   "\"\"",  "-Infinit"});
}

std::string list(Choices& choose, auto element, std::size_t count) {
  std::string result = "[";
  for (std::size_t i = 0; i < count; ++i) {
    result += (i > 0 ? "," : "") + choose.one_of(blanks) + element(choose) + choose.one_of(blanks);
  }
  return result + "]";
}

std::string numbers(Choices& choose) {
  return list(
      choose, [](Choices& c) { return c.below(100) == 0 ? odd(c) : logit(c); },
      choose.below(20) == 0 ? 0 : 1 + choose.below(6));
}

std::string object(const Strings& members, Choices& choose) {
  std::string result = "{";
  for (const std::string& member : members)
    result += (result.size() > 1 ? "," : "") + choose.one_of(blanks) + member;
  return result + choose.one_of(blanks) + "}";
}

std::string member(const std::string& key, const std::string& value, Choices& choose) {
  return '"' + key + '"' + choose.one_of(blanks) + ":" + choose.one_of(blanks) + value;
}

std::string map(Choices& choose) {
  Strings members;
  for (std::size_t i = choose.below(6); i > 0; --i) {
    const std::string key = choose.below(4) == 0
                                ? choose.one_of(Strings{"token", "schema", "tokens", "logits", "rng", "logit",
                                                        "logprob", "id", "responses"})
                                : fmt::format("{}{}", i, text(choose).substr(1));
    const std::string label = key.ends_with('"') ? key.substr(0, key.size() - 1) : key;
    members.push_back(member(label, choose.below(30) == 0 ? odd(choose) : logit(choose), choose));
  }
  return object(members, choose);
}

std::string count(Choices& choose) {
  return choose.one_of(Strings{"0", "1", "2", "7", "18446744073709551615"});
}

std::string wrapped(Choices& choose) {
  const std::size_t size = 1 + choose.below(4);
  const auto about = [&] {
    return choose.below(12) == 0 ? choose.below(5) : size;
  };
  std::size_t next = 0;
  Strings members = {member("logits", list(choose, logit, about()), choose)};
  if (choose.below(2) == 0) members.push_back(member("tokens", list(choose, text, about()), choose));
  if (choose.below(2) == 0) {
    const auto id = [&next](Choices& c) {
      return c.below(20) == 0 ? count(c) : std::to_string(next++);
    };
    members.push_back(member("ids", list(choose, id, about()), choose));
  }
  const std::array<std::pair<const char*, Strings>, 14> more = {{
      {"id", {"\"a b\"", "7", "null", "1e3", "[]", "\"\\u00e9\\n\""}},
      {"temperature", {"0.7", "null", "0", "-0", "1e-3", "\"1\"", "-1"}},
      {"top_k", {"40", "2", "null", "1.5"}},
      {"bias",
       {"{\"moon\": 5, \"#1\": -Infinity}", "[[0, 1], [\"a\", false]]", "null", "{\"a\":1,\"a\":2}", "{}",
        "[1]"}},
      {"tokens", {"null", "7", "[]"}},
      {"ids", {"null", "[1.5]", "[01]"}},
      {"logits", {"[1]", "null"}},
      {"schema", {"null", "\"logits/1\"", "\"x\"", "1"}},
      {"top_p", {"0.9"}},
      {"temprature", {"0.9"}},
      {"model", {"\"gpt\"", "{\"deep\": [[{}]]}", "NaN", "[1, 2", "truth"}},
      {"object", {"\"error\""}},
      {"error", {"\"no\""}},
      {"responses", {"1"}},
  }};
  for (std::size_t i = choose.below(4); i > 0; --i) {
    const auto& [key, values] = more[choose.below(choose.below(4) == 0 ? more.size() : 4)];
    members.insert(members.begin() + static_cast<std::ptrdiff_t>(choose.below(members.size() + 1)),
                   member(key, choose.one_of(values), choose));
  }
  return object(members, choose);
}

std::string records(Choices& choose, const char* number_key) {
  const bool has_token = choose.below(4) != 0, has_id = choose.below(2) == 0;
  std::size_t next = 0;
  const auto record = [&](Choices& c) {
    const auto rarely = [&c](bool usual) {
      return c.below(40) == 0 ? !usual : usual;
    };
    Strings members;
    const bool is_logit = std::string_view(number_key) == "logit";
    if (rarely(true))
      members.push_back(
          member(number_key, is_logit ? logit(c) : c.one_of(Strings{"-0.5", "\"-inf\"", "0", "0.00001"}), c));
    if (rarely(has_token)) members.push_back(member("token", rarely(true) ? text(c) : odd(c), c));
    if (rarely(has_id)) members.push_back(member("id", rarely(true) ? std::to_string(next++) : count(c), c));
    if (c.below(6) == 0)
      members.push_back(member("bytes", c.one_of(Strings{"[104, 105]", "null", "[]", "[256]", "[1.0]"}), c));
    if (c.below(6) == 0)
      members.push_back(
          member(c.one_of(Strings{"kept", "logit", "p", "rank", "token", "logprob", "a\\u0062"}),
                 c.one_of(Strings{"true", "1", "\"x\"", "null", "[{}]", "tru", "1e999"}), c));
    if (c.below(50) == 0) members.push_back(member("top_logprobs", "[]", c));
    return object(members, c);
  };
  return list(choose, record, 1 + choose.below(4));
}

std::string own(Choices& choose) {
  Strings members = {member("schema", choose.below(20) == 0 ? "\"logits/2\"" : "\"logits/1\"", choose),
                     member("row", "0", choose), member("tokens", records(choose, "logp"), choose)};
  if (choose.below(3) == 0)
    members.push_back(member("rest", R"({"p":0.1,"logp":-2.3,"highest":-3})", choose));
  if (choose.below(3) == 0)
    members.push_back(
        member("position",
               R"({"response":0,"choice":0,"number":1,"in_prompt":false,"chosen":{"token":"a","index":0}})",
               choose));
  if (choose.below(3) == 0) members.push_back(member("id", "\"a\"", choose));
  if (choose.below(30) == 0) members.push_back(member("responses", "[]", choose));
  return object(members, choose);
}

std::string document(Choices& choose) {
  switch (choose.below(6)) {
    case 0:
      return numbers(choose);
    case 1:
      return list(choose, numbers, 1 + choose.below(3));
    case 2:
      return map(choose);
    case 3:
      return wrapped(choose);
    case 4:
      return records(choose, choose.below(2) == 0 ? "logit" : "logprob");
    default:
      return own(choose);
  }
}

std::string on_one_line(std::string json) {
  for (char& c : json) c = c == '\n' ? ' ' : c;
  return json;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("random documents, whole and damaged, have the same rows and the same errors with the scanner") {
  Choices choose(1);
  std::size_t plain = 0;
  for (int i = 0; i < 3'000; ++i) {
    const std::string whole = document(choose);
    plain += is_plain(whole) ? 1 : 0;
    require_no_difference(whole);
    for (int j = 0; j < 3; ++j) require_no_difference(damaged(whole, choose));
  }
  CHECK(plain > 1'500);  // else the scanner has hardly been tested
}

TEST_CASE("a line each, they are the same as well") {
  Choices choose(2);
  for (int i = 0; i < 500; ++i) {
    std::string lines;
    for (std::size_t j = 1 + choose.below(4); j > 0; --j) {
      const std::string line = choose.below(8) == 0 ? document(choose) : on_one_line(document(choose));
      lines += line + choose.one_of(Strings{"\n", "\n", "\r\n", "\n\n", " \n", ""});
    }
    const std::string broken = damaged(lines, choose);
    for (const Form form : {Form::automatic, Form::ndjson, Form::json, Form::api}) {
      require_no_difference(lines, form);
      require_no_difference(broken, form);
    }
  }
}

TEST_CASE("what is read does not depend on how many bytes come at a time") {
  Choices choose(3);
  for (int i = 0; i < 40; ++i) {
    std::string lines;
    const std::size_t size = choose.below(2) == 0 ? 300 : 9'000;
    while (lines.size() < size) lines += on_one_line(document(choose)) + "\n";
    if (choose.below(2) == 0) lines = damaged(lines, choose);
    const std::string slow = read(lines, Form::automatic, Scanning::nothing);
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 4095U, 4096U, 4097U, 65536U}) {
      CAPTURE(lines, piece);
      REQUIRE(read(lines, Form::automatic, Scanning::plain_shapes, piece) == slow);
    }
  }
}

TEST_CASE("the samples and the fuzzer's seeds are read the same") {
  std::size_t files = 0;
  for (const std::string folder : {LOGITS_DATA, LOGITS_DATA "/api", LOGITS_TESTS "/fuzz/seeds/json"}) {
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      if (!file.is_regular_file() || file.file_size() > 100'000) continue;
      std::string content = content_of(file.path());
      if (folder.ends_with("json")) content.erase(0, content.find('\n') + 1);
      CAPTURE(file.path());
      require_no_difference(content);
      require_no_difference(content, Form::json);
      ++files;
    }
  }
  CHECK(files > 60);
}

TEST_CASE("every plain document, cut anywhere, is refused with the same words") {
  for (
      const std::string json :
      {R"([3.2, -2.5e1, "-inf", -Infinity])", R"([[1, 2], [3, -0]])", R"({"a\u0120é": 1, "b": -0})",
       R"({"id": "x", "tokens": ["a", "\n"], "logits": [1, 2], "ids": [5, 6], "bias": {"a": 1}, "top_k": 1})",
       R"([{"token": "a", "logit": 1, "id": 5}, {"token": "b", "bytes": [98], "logit": 2, "id": 6}])",
       R"({"schema": "logits/1", "tokens": [{"token": "a", "logp": -1, "kept": true}], "rest": {"logp": -1, "highest": -2}})"}) {
    CHECK(is_plain(json));
    for (std::size_t i = 0; i <= json.size(); ++i) require_no_difference(json.substr(0, i));
  }
}

TEST_CASE("text, whole and damaged, has the same rows and the same errors with the scanner") {
  Choices choose(4);
  const Strings words = {"3.2", "-2",  "1e3",   "-0",  "-0.5", "7",     "0",      "+1",  ".5",  "5.", "-inf",
                         "nan", "inf", "1e999", "mat", "01",   "\"a\"", "1e-999", "a,b", "1,2", "\r", "0x1"};
  const Strings separators = {" ", " ", "\t", "  ", "\t\t"};
  const Strings ends = {"\n", "\n", "\n", "\r\n", "\n\n", " \n", "\t\n"};
  for (int i = 0; i < 4'000; ++i) {
    std::string lines;
    const std::size_t columns = 1 + choose.below(4), plain = choose.below(3) == 0 ? words.size() : 7;
    for (std::size_t j = 1 + choose.below(5); j > 0; --j) {
      if (choose.below(12) == 0) lines += choose.one_of(separators);
      for (std::size_t k = choose.below(20) == 0 ? choose.below(5) : columns; k > 0; --k)
        lines += words[choose.below(plain)] + (k > 1 ? choose.one_of(separators) : "");
      lines += choose.one_of(ends);
    }
    if (choose.below(3) == 0) lines = damaged(lines, choose);
    const auto read_text = [&](Form form, Scanning scanning, std::size_t piece) {
      return transcript(text_rows(lines_of(lines, piece), form, scanning));
    };
    for (const Form form : {Form::automatic, Form::rows, Form::pairs}) {
      CAPTURE(lines);
      const std::string slow = read_text(form, Scanning::nothing, std::string::npos);
      REQUIRE(read_text(form, Scanning::plain_shapes, std::string::npos) == slow);
      REQUIRE(read_text(form, Scanning::plain_shapes, 1 + choose.below(7)) == slow);
    }
  }
}
