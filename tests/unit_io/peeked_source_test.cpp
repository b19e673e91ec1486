#include "src/io/peeked_source.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"

#include <array>
#include <string>

using logits::io::MemorySource;
using logits::io::PeekedSource;

namespace {

std::string rest_of(PeekedSource& source) {
  std::string text;
  std::array<char, 4> buffer{};
  while (const std::size_t count = source.read(buffer)) text.append(buffer.data(), count);
  return text;
}

}  // namespace

TEST_CASE("bytes that were looked at are read afterwards") {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::string::npos}) {
    MemorySource source("abcdefghij", piece);
    PeekedSource peeked(source);
    while (peeked.start().size() < 5) REQUIRE(peeked.peek());
    CHECK(peeked.start().starts_with("abcde"));
    CHECK(peeked.bytes_read() == 0);
    CHECK(rest_of(peeked) == "abcdefghij");
    CHECK(peeked.bytes_read() == 10);
  }
}

TEST_CASE("looking ahead ends where the source ends") {
  MemorySource source("ab");
  PeekedSource peeked(source);
  CHECK(peeked.peek());
  CHECK_FALSE(peeked.peek());
  CHECK(rest_of(peeked) == "ab");
}

TEST_CASE("bytes that were looked at can be passed over") {
  MemorySource source("abcdefghij", 5);
  PeekedSource peeked(source);
  peeked.peek();
  CHECK(peeked.skip(2) == 2);
  CHECK(peeked.skip(5) == 5);
  CHECK(rest_of(peeked) == "hij");
  CHECK(peeked.bytes_read() == 10);
}
