#include "src/io/bytes.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/refusal.hpp"

#include <string>
#include <vector>

using logits::io::Bytes;
using logits::io::MemorySource;

namespace {

/// Numbered bytes: 0 to 250 again and again, so that no two pages are alike.
std::string numbered(std::size_t count) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>(i % 251);
  return bytes;
}

std::string text_of(std::span<const char> bytes) {
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("items come whole and in order, however the bytes come in") {
  const std::string all = numbered(200'000);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{65'537}, std::string::npos}) {
    CAPTURE(piece);
    MemorySource source(all, piece);
    Bytes bytes(source, "x", {});
    std::string got = bytes.take(3);
    while (got.size() + 8 <= all.size()) {
      const auto items = bytes.items(8, 1000);
      REQUIRE(items.size() % 8 == 0);
      REQUIRE(!items.empty());
      got += text_of(items);
    }
    got += text_of(bytes.items(8, 1));
    CHECK(got == all);
    CHECK(bytes.items(8, 1).empty());
    CHECK(bytes.at_end());
  }
}

TEST_CASE("no more items are given than are wanted") {
  MemorySource source("abcdefgh");
  Bytes bytes(source, "x", {});
  CHECK(text_of(bytes.items(2, 1)) == "ab");
  CHECK(text_of(bytes.items(2, 2)) == "cdef");
  CHECK(text_of(bytes.items(2, 9)) == "gh");
}

TEST_CASE("bytes are passed over, as many as there are") {
  MemorySource source(numbered(100'000), 1000);
  Bytes bytes(source, "x", {});
  CHECK(bytes.take(1) == std::string(1, '\0'));
  CHECK(bytes.skip(70'000) == 70'000);
  CHECK(bytes.take(1) == std::string(1, static_cast<char>(70'001 % 251)));
  CHECK(bytes.skip(100'000) == 29'998);
  CHECK(bytes.at_end());
}

TEST_CASE("what is taken may be less than is asked for") {
  MemorySource source("abc");
  Bytes bytes(source, "x", {});
  CHECK(bytes.take(1'000'000'000) == "abc");
}

TEST_CASE("what waits to be printed is printed before bytes are waited for") {
  class Slow : public MemorySource {
   public:
    using MemorySource::MemorySource;
    bool would_wait() const override { return true; }
  };
  Slow source("ab");
  int calls = 0;
  Bytes bytes(source, "x", [&calls] { ++calls; });
  bytes.take(2);
  CHECK(calls == 1);
}

TEST_CASE("the low byte of a whole number comes first") {
  CHECK(logits::io::little_endian(std::string_view("\x01\x02\0", 3)) == 513);
  CHECK(logits::io::little_endian("") == 0);
}

TEST_CASE("an error tells how many bytes there are of how many") {
  const auto words = [](std::uint64_t there) {
    return logits::refusal([&] { logits::io::refuse_cut_short("x", "it has", 40'000, there); });
  };
  CHECK(words(0) == "x is cut short: it has 40,000 bytes, and none is there");
  CHECK(words(1) == "x is cut short: it has 40,000 bytes, and 1 is there");
  CHECK(words(1234) == "x is cut short: it has 40,000 bytes, and 1,234 are there");
}
