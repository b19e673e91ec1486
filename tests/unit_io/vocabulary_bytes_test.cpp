#include "src/io/vocabulary/vocabulary_bytes.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/refusal.hpp"

#include <string>

using logits::refusal;
using logits::io::MemorySource;
using logits::io::VocabularyBytes;

using namespace std::string_literals;

TEST_CASE("bytes are given out in turn, however few come at a time") {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}}) {
    MemorySource source("\x01\x02\x03\x04\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8Hello!rest"s, piece);
    VocabularyBytes bytes(source, "v");
    CHECK(bytes.start().substr(0, 2) == "\x01\x02");
    CHECK(bytes.word<std::uint32_t>("a word") == 0x04030201);
    CHECK(bytes.word<std::uint64_t>("a word") == 0xf8f9fafbfcfdfeffU);
    CHECK(bytes.take(5, "a greeting") == "Hello");
    bytes.skip(1, "a sign");
    CHECK_FALSE(bytes.at_end());
    CHECK(bytes.rest() == "rest");
    CHECK(bytes.at_end());
    CHECK(bytes.rest() == "");
  }
}

TEST_CASE("a file may be shorter than any signature") {
  MemorySource source("ab");
  VocabularyBytes bytes(source, "v");
  CHECK(bytes.start() == "ab");
  CHECK(bytes.rest() == "ab");
}

TEST_CASE("what is announced and not there is refused with its place") {
  MemorySource source("12345");
  VocabularyBytes bytes(source, "a\nb");
  bytes.skip(2, "the start");
  CHECK(refusal([&] { static_cast<void>(bytes.take(4, "token 1")); }) ==
        "a\\nb ends within token 1\n  --> a\\nb, byte 2");
}

TEST_CASE("an impossible length is refused before anything is read") {
  MemorySource source("12345");
  VocabularyBytes bytes(source, "v");
  CHECK(refusal([&] { static_cast<void>(bytes.take(std::uint64_t{1} << 63, "token 1")); }) ==
        "token 1 is said to be 9,223,372,036,854,775,808 bytes long, and a vocabulary may have 256 MiB\n"
        "  --> v, byte 0");
  CHECK(bytes.rest() == "12345");
}
