#include "src/io/write_separated.hpp"

#include "src/io/text_rows.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"

#include <string>
#include <vector>

using logits::io::csv_field;
using logits::io::MemorySink;
using logits::io::Output;
using logits::io::Result;
using logits::io::tsv_field;

using namespace std::string_literals;

namespace {

Result two_tokens() {
  Result result;
  result.row.labels = {"a,b", "c\td"};
  result.row.logits = {1, 1};
  result.distribution = {.ids = {0}, .p = {0.25}, .logp = {-1.5}};
  return result;
}

std::string written(const Result& result, auto write, bool logprobs = false) {
  MemorySink sink;
  Output out(sink);
  write(out, result, std::vector<logits::TokenId>{0, 1}, logprobs);
  out.flush();
  return sink.text;
}

}  // namespace

TEST_CASE("a field of tsv escapes TAB, line ends and backslash") {
  CHECK(tsv_field("mat") == "mat");
  CHECK(tsv_field(" mat ") == " mat ");
  CHECK(tsv_field("a\\b") == "a\\\\b");
  CHECK(tsv_field("") == "\"\"");
  CHECK(tsv_field("é") == "é");
}

TEST_CASE("a token in quotes is written so that it reads back as the same token") {
  CHECK(tsv_field("\"a\"") == R"("\"a\"")");
  CHECK(tsv_field("\"") == "\"");
  CHECK(tsv_field("\"\"") == R"("\"\"")");
}

TEST_CASE("no field of tsv has a control character, and every one reads back") {
  for (const std::string& token :
       {"\x1b[31m"s, "a\0b"s,   "\x7f"s,      "\n"s,      "\t"s,       "\r"s,    "\r\n"s, "\\"s,     "\\n"s,
        " "s,        "  "s,     "\"a\""s,     "\""s,      "\"\\"s,     "a b"s,   "1"s,    "-inf"s,   "nan"s,
        "\u009b"s,   "\u00A0"s, "\u202e"s,    "\uFEFF"s,  "\uFEFF x"s, "#"s,     "["s,    "{\"a\""s, "\f"s,
        "\v"s,       "\xE8"s,   "\xE8 \xFF"s, "\\u001b"s, "a\tb\\n"s,  "\xFF\t"s}) {
    CAPTURE(token);
    const std::string field = tsv_field(token);
    CAPTURE(field);
    const bool is_raw = field.find_first_of("\x1b\x7f\t\n\r\f\v\0"s) != std::string::npos;
    CHECK_FALSE(is_raw);
    const auto row =
        logits::io::text_rows(logits::io::lines_of(field + "\t1\nx\t0\n"), logits::io::Form::pairs)();
    REQUIRE(row);
    REQUIRE(row->labels.size() == 2);
    CHECK(row->labels[0] == token);
  }
}

TEST_CASE("a field of csv is in quotes where RFC 4180 wants them") {
  CHECK(csv_field("mat") == "mat");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("a\"b") == "\"a\"\"b\"");
  CHECK(csv_field("a\nb") == "\"a\nb\"");
  CHECK(csv_field("=cmd") == "=cmd");
  CHECK(csv_field("") == "");
}

TEST_CASE("tsv has no header and csv has one, with numbers that read back") {
  CHECK(written(two_tokens(), logits::io::write_tsv) == "a,b\t0.25\nc\\td\t0\n");
  CHECK(written(two_tokens(), logits::io::write_tsv, true) == "a,b\t-1.5\nc\\td\t-inf\n");
  CHECK(written(two_tokens(), logits::io::write_csv) == "token,p\n\"a,b\",0.25\nc\td,0\n");
  CHECK(written(two_tokens(), logits::io::write_csv, true) == "token,logp\n\"a,b\",-1.5\nc\td,-inf\n");
}

TEST_CASE("the untouched softmax is a column of its own") {
  Result result = two_tokens();
  result.untouched = logits::Distribution{.ids = {0, 1}, .p = {0.5, 0.5}, .logp = {}};
  CHECK(written(result, logits::io::write_tsv) == "a,b\t0.25\t0.5\nc\\td\t0\t0.5\n");
  CHECK(written(result, logits::io::write_csv) == "token,p,before\n\"a,b\",0.25,0.5\nc\td,0,0.5\n");
}
