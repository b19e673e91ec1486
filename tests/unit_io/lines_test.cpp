#include "src/io/lines.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/refusal.hpp"

#include <string>
#include <vector>

using logits::refusal;
using logits::io::lines_of;

using namespace std::string_literals;

namespace {

std::vector<std::string> read(const std::string& text, std::size_t piece = std::string::npos) {
  std::vector<std::string> result;
  const auto lines = lines_of(text, piece);
  while (const auto line = lines->next()) result.emplace_back(*line);
  return result;
}

std::string refusal_of(const std::string& text) {
  return refusal([&] { static_cast<void>(read(text)); });
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a line ends with a line feed, or with a carriage return and a line feed") {
  CHECK(read("a\nb\r\n\nc\n") == Words{"a", "b", "", "c"});
  CHECK(read("").empty());
  CHECK(read("\n") == Words{""});
}

TEST_CASE("the last line needs no end") {
  CHECK(read("a\nb") == Words{"a", "b"});
  CHECK(read("3.2") == Words{"3.2"});
}

TEST_CASE("a carriage return alone is part of the line") {
  CHECK(read("a\rb\n") == Words{"a\rb"});
}

TEST_CASE("bytes that come one by one, or three by three, make the same lines") {
  const std::string text =
      "\xEF\xBB\xBF"
      "3.2 \xC3\xA9\r\n\n[1,\n" +
      std::string(1000, 'x') + "\n\xFF end";
  CHECK(read(text, 1) == read(text));
  CHECK(read(text, 3) == read(text));
}

TEST_CASE("a line may be longer than any buffer") {
  const std::string line(300'000, 'a');
  CHECK(read(line + "\n" + line + "\nb") == Words{line, line, "b"});
}

TEST_CASE("a byte order mark is skipped at the start of the input only") {
  CHECK(read("\xEF\xBB\xBF"
             "a\n\xEF\xBB\xBF"
             "b\n") == Words{"a",
                             "\xEF\xBB\xBF"
                             "b"});
  CHECK(read("\xEF\xBB\xBF").empty());
}

TEST_CASE("lines are counted, and one can be had once more") {
  const auto lines = lines_of("a\nb\n");
  lines->next();
  CHECK(lines->number() == 1);
  CHECK(*lines->next() == "b");
  lines->repeat();
  CHECK(*lines->next() == "b");
  CHECK(lines->number() == 2);
  CHECK_FALSE(lines->next());
}

TEST_CASE("what waits to be printed is printed before a read that would block") {
  class Slow : public logits::io::MemorySource {
   public:
    using MemorySource::MemorySource;
    bool would_wait() const override { return true; }
  };
  Slow source("a\n", 2);
  int calls = 0;
  logits::io::Lines lines(source, "stdin", [&calls] { ++calls; });
  CHECK(*lines.next() == "a");
  CHECK(calls > 0);
}

TEST_CASE("bytes that are no text are refused by what they look like") {
  const std::vector<std::pair<std::string, std::string>> formats = {
      {"\xFF\xFE[\0001\0]\0"s, "stdin holds UTF-16 text"},
      {"\xFE\xFF\0[\0001\0]"s, "stdin holds UTF-16 text"},
      {"[\0001\0]\0"s, "stdin holds UTF-16 text"},
      {"\x1F\x8B\x08\0\0\0"s, "stdin holds gzip-compressed data"},
      {"\x28\xB5\x2F\xFD\x04\0"s, "stdin holds zstd-compressed data"},
      {"PK\x03\x04\0\0"s, "stdin holds a zip or .npz archive"},
      {"\x93NUMPY\x01\0"s, "stdin holds a NumPy .npy file"},
      {"\x89PNG\r\n"s, "stdin holds a PNG picture"},
      {"\0\0\0\0\0\0"s, "stdin holds binary data"},
  };
  for (const auto& [bytes, words] : formats) {
    CAPTURE(words);
    CHECK(refusal_of(bytes).find(words + ", not logits") == 0);
  }
}

TEST_CASE("a NUL byte is refused with its place") {
  CHECK(refusal_of("a 1\nb\0 2\n"s) ==
        "there is a NUL byte in the text\n"
        "  --> stdin:2:2\n"
        "  2 | b\\u0000 2\n"
        "    |  ^^^^^^");
}

TEST_CASE("the lines before a NUL byte are given first, however the bytes come in") {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::string::npos}) {
    CAPTURE(piece);
    const auto lines = lines_of("[1]\n[2]\n\0"s, piece);
    Words given;
    CHECK(refusal([&] {
            while (const auto line = lines->next()) given.emplace_back(*line);
          }).find("there is a NUL byte in the text") == 0);
    CHECK(given == Words{"[1]", "[2]"});
  }
}
