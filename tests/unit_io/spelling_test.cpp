#include "src/io/vocabulary/spelling.hpp"

#include "tests/catch.hpp"

#include <string>
#include <vector>

using logits::io::decoded;
using logits::io::Spelling;
using logits::io::spelling_of;

namespace {

/// The 256 characters that GPT-2's bytes_to_unicode gives, in the order of the bytes; worked out in Python.
std::vector<std::string> byte_characters() {
  const std::string all =
      "ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠ!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
      "abcdefghijklmnopqrstuvwxyz{|}~ġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĳĴĵĶķĸĹĺĻļĽľĿŀŁł¡¢£¤¥¦§¨©ª«¬Ń®¯°±²³´µ¶·¸¹º»¼½¾¿"
      "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
  std::vector<std::string> characters;
  for (const char c : all) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (continues) {
      characters.back() += c;
    } else {
      characters.emplace_back(1, c);
    }
  }
  return characters;
}

std::vector<std::string> byte_tokens() {
  std::vector<std::string> tokens;
  const std::string digits = "0123456789ABCDEF";
  for (const char high : digits) {
    for (const char low : digits) tokens.push_back(std::string("<0x") + high + low + ">");
  }
  return tokens;
}

}  // namespace

TEST_CASE("a plain piece is what it stands for") {
  CHECK(decoded("Ġthe▁<0x0A>", Spelling::plain) == "Ġthe▁<0x0A>");
}

TEST_CASE("byte-level, each of the 256 characters is its byte") {
  const std::vector<std::string> characters = byte_characters();
  REQUIRE(characters.size() == 256);
  for (int byte = 0; byte < 256; ++byte)
    CHECK(decoded(characters[static_cast<std::size_t>(byte)], Spelling::byte_level) ==
          std::string(1, static_cast<char>(byte)));
}

TEST_CASE("byte-level, words get their blanks and letters their bytes") {
  CHECK(decoded("Ġthe", Spelling::byte_level) == " the");
  CHECK(decoded("ĊĊ", Spelling::byte_level) == "\n\n");
  CHECK(decoded("cafÃ©", Spelling::byte_level) == "café");
  CHECK(decoded("è", Spelling::byte_level) == "\xE8");
  CHECK(decoded("", Spelling::byte_level) == "");
}

TEST_CASE("a piece with other characters than the byte-level ones is taken as it is") {
  CHECK(decoded("Ġ the", Spelling::byte_level) == "Ġ the");
  CHECK(decoded("<｜end｜>", Spelling::byte_level) == "<｜end｜>");
  CHECK(decoded("ń", Spelling::byte_level) == "ń");  // U+0144, the first behind them
  CHECK(decoded("Ġ\xC4", Spelling::byte_level) == "Ġ\xC4");
  CHECK(decoded("\xC1\x81", Spelling::byte_level) == "\xC1\x81");
}

TEST_CASE("metaspace is a blank wherever it stands") {
  CHECK(decoded("▁the▁", Spelling::metaspace) == " the ");
  CHECK(decoded("▁▁▁▁", Spelling::metaspace) == "    ");
  CHECK(decoded("<0x0A>", Spelling::metaspace) == "<0x0A>");
  CHECK(decoded("_the", Spelling::metaspace) == "_the");
}

TEST_CASE("sentencepiece has byte tokens besides") {
  CHECK(decoded("<0x0A>", Spelling::sentencepiece) == "\n");
  CHECK(decoded("<0xE8>", Spelling::sentencepiece) == "\xE8");
  CHECK(decoded("▁the", Spelling::sentencepiece) == " the");
  for (const std::string piece : {"<0xe8>", "<0x0A", "<0x0AA>", "x<0x0A>", "<0xG0>"})
    CHECK(decoded(piece, Spelling::sentencepiece) == piece);
}

TEST_CASE("pieces are byte-level if each byte has one and nothing else is in any") {
  std::vector<std::string> pieces = byte_characters();
  pieces.insert(pieces.end(), {"Ġthe", "<|endoftext|>"});
  CHECK(spelling_of(pieces) == Spelling::byte_level);
  pieces.emplace_back(" the");
  CHECK(spelling_of(pieces) == Spelling::plain);
  pieces.pop_back();
  pieces.erase(pieces.begin());
  CHECK(spelling_of(pieces) == Spelling::plain);
}

TEST_CASE("pieces are sentencepiece's if each byte has its token, the blank its own, and none has a blank") {
  std::vector<std::string> pieces = byte_tokens();
  pieces.emplace_back("▁the");
  CHECK(spelling_of(pieces) == Spelling::plain);
  pieces.emplace_back("▁");
  CHECK(spelling_of(pieces) == Spelling::sentencepiece);
  pieces.emplace_back(" the");
  CHECK(spelling_of(pieces) == Spelling::plain);
}

TEST_CASE("words alone are plain, whatever is in them") {
  CHECK(spelling_of({"Ġthe", "▁the", "<0x0A>"}) == Spelling::plain);
}
