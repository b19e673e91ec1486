#include "src/io/vocabulary/read_vocabulary.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"
#include "tests/unit_io/vocabulary_bytes.hpp"

#include <cstdint>
#include <string>
#include <vector>

using logits::refusal;
using logits::io::labels_of;
using logits::io::read_vocabulary;
using logits::io::Spelling;
using logits::io::vocabulary_of;
using logits::io::word;
using Words = std::vector<std::string>;

using namespace std::string_literals;

namespace {

std::string refusal_of(const std::string& file) {
  return refusal([&] { static_cast<void>(labels_of(file)); });
}

std::string entry(const std::string& piece) {
  return word(std::uint32_t{0}) + word(static_cast<std::uint32_t>(piece.size())) + piece;
}

}  // namespace

TEST_CASE("text is a token a line, every byte of it") {
  CHECK(labels_of("a\n b \n\t\n\"c\"\n\n\xE8\n") == Words{"a", " b ", "\t", "\"c\"", "", "\xE8"});
  CHECK(labels_of("a\nb") == Words{"a", "b"});
  CHECK(labels_of("\xEF\xBB\xBF"
                  "a\n") == Words{"a"});
}

TEST_CASE("a carriage return belongs to the end of a line only where every line ends so") {
  CHECK(labels_of("a\r\n\r\nb") == Words{"a", "", "b"});
  CHECK(labels_of("a\n\r\nb\n") == Words{"a", "\r", "b"});
  CHECK(labels_of("a\rb\n") == Words{"a\rb"});
}

TEST_CASE("a bracket at the start is a token of text, unless JSON follows it") {
  CHECK(labels_of("[PAD]\n[UNK]\n") == Words{"[PAD]", "[UNK]"});
  CHECK(labels_of("{\n|\n}\n") == Words{"{", "|", "}"});
  CHECK(labels_of("GGUF\nGGML\n") == Words{"GGUF", "GGML"});
  CHECK(labels_of("[\n\"a\",\n\" b\"]\n") == Words{"a", " b"});
  CHECK(refusal_of("[1, 2]\n").find("token 0 is a number, not a string\n  --> v:1:2") == 0);
}

TEST_CASE("a JSON list has the tokens in their order, equal ones apart") {
  CHECK(labels_of(R"(["a","\n","","a","\ud83d\ude00","a\u0000b"])") ==
        Words{"a", "\n", "", "a", "\U0001F600", "a\0b"s});
}

TEST_CASE("a JSON map has a token for each id") {
  CHECK(labels_of(R"({"b":1,"a":0,"__proto__":2})") == Words{"a", "b", "__proto__"});
}

TEST_CASE("an id that a map leaves out is called by its number") {
  CHECK(labels_of(R"({"a":0,"b":3,"c":2})") == Words{"a", "<id 1>", "c", "b"});
}

TEST_CASE("a map whose ids are none, or are there twice, or are mostly gaps is refused") {
  CHECK(refusal_of(R"({"a":0,"b":0})").find("'a' and 'b' have the same id, 0\n  --> v:1:8") == 0);
  CHECK(refusal_of(R"({"a":0,"\u0061":1})").find("the token 'a' is there twice\n  --> v:1:8") == 0);
  CHECK(refusal_of(R"({"a":"0"})").find("the id of 'a' is a string, not a number\n  --> v:1:6") == 0);
  CHECK(refusal_of(R"({"a":1.5})")
            .find("'a' has an id that is not a whole number from 0 to 2^64 - 1\n  --> v:1:6") == 0);
  CHECK(refusal_of(R"({"a":0,"b":18446744073709551615})")
            .find("'b' has the id 18,446,744,073,709,551,615, and there are 2 tokens\n  --> v:1:8") == 0);
}

TEST_CASE("a map of all GPT-2's bytes is byte-level, and can be taken as written") {
  std::string map = "{";
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool printable = (byte > 0x20 && byte < 0x7F) || (byte > 0xA0 && byte != 0xAD);
    // U+0100 to U+0120 for 0x00 to 0x20, U+0121 to U+0142 for 0x7F to 0xA0, U+0143 for 0xAD
    const unsigned code = printable ? byte : byte < 0x21 ? 0x100 + byte : byte < 0xA1 ? 0xA2 + byte : 0x143;
    const char* const hex = "0123456789abcdef";
    map += "\"\\u0"s + hex[code >> 8] + hex[code >> 4 & 15] + hex[code & 15] + "\":" + std::to_string(byte) +
           ",";
  }
  map += "\"\\u0120the\":256}";
  const Words labels = labels_of(map);
  REQUIRE(labels.size() == 257);
  for (std::size_t byte = 0; byte < 256; ++byte)
    CHECK(labels[byte] == std::string(1, static_cast<char>(byte)));
  CHECK(labels[256] == " the");
  CHECK(labels_of(map, Spelling::plain)[256] == "Ġthe");
}

TEST_CASE("how pieces are spelled can be said") {
  CHECK(labels_of("Ġa\n▁b\n<0x0A>\n") == Words{"Ġa", "▁b", "<0x0A>"});
  CHECK(labels_of("Ġa\n▁b\n<0x0A>\n", Spelling::byte_level) == Words{" a", "▁b", "<0x0A>"});
  CHECK(labels_of("Ġa\n▁b\n<0x0A>\n", Spelling::metaspace) == Words{"Ġa", " b", "<0x0A>"});
  CHECK(labels_of("Ġa\n▁b\n<0x0A>\n", Spelling::sentencepiece) == Words{"Ġa", " b", "\n"});
}

TEST_CASE("a gap in the ids is called the same however pieces are spelled") {
  CHECK(labels_of(R"({"Ġa":0,"<0x0A>":2})", Spelling::byte_level) == Words{" a", "<id 1>", "<0x0A>"});
}

TEST_CASE("the tokenizer.bin of llama2.c has its pieces as they are") {
  const std::string file =
      word(std::uint32_t{6}) + entry("<unk>") + entry("\n<s>\n") + entry("<0x0A>") + entry(" a") + entry("");
  CHECK(labels_of(file) == Words{"<unk>", "\n<s>\n", "<0x0A>", " a", ""});
  CHECK(labels_of(file, Spelling::sentencepiece)[2] == "\n");
}

TEST_CASE("a tokenizer.bin that is cut or contradicts itself is refused") {
  const std::string file = word(std::uint32_t{6}) + entry("<unk>") + entry("<0x0A>");
  CHECK(refusal_of(file.substr(0, file.size() - 1)) == "v ends within token 1\n  --> v, byte 25");
  CHECK(refusal_of(file + "abc") == "v ends within token 2\n  --> v, byte 31");
  CHECK(refusal_of(file + entry("seven b")) ==
        "token 2 is said to be 7 bytes long, and the longest is said to have 6\n  --> v, byte 35");
  CHECK(refusal_of(file + word(std::uint64_t{0xFFFFFFFF00000000}))
            .find("token 2 is said to be 4,294,967,295 bytes") == 0);
}

TEST_CASE("a file without tokens is refused") {
  const std::string forms =
      "\n  hint: a vocabulary is text with a token a line, JSON, a tokenizer.json, llama2.c's tokenizer.bin "
      "or GGUF";
  for (const std::string file : {"", "[]", "{}", "\xEF\xBB\xBF"})
    CHECK(refusal_of(file) == "there are no tokens in v" + forms);
}

TEST_CASE("a file of another kind is called what it is") {
  CHECK(refusal_of("\xFF\xFE[\0\"\0"s).find("v holds UTF-16 text\n") == 0);
  CHECK(refusal_of("\n\x0E\n\x05<unk>\x15\0\0\0\0\x18\x02"s).find("v looks like a SentencePiece model") == 0);
  CHECK(refusal_of("\x1F\x8B\x08\0\0\0\0\0\0\x03\xFF\xFF"s)
            .find("v is neither text nor a vocabulary that is read\n") == 0);
  CHECK(refusal_of("a\n\0\n"s).find("v is neither text nor") == 0);
}

TEST_CASE("JSON that is broken is refused with its place") {
  CHECK(refusal_of("[\"a\",\n\"b\",,]").find("this is not valid JSON: unexpected ','\n  --> v:2:5") == 0);
  CHECK(refusal_of("[\"\xE8\"]").find("this is not valid JSON") == 0);
  CHECK(refusal_of("[\"a\", null]").find("token 1 is null, not a string") == 0);
}

TEST_CASE("a file that is not there is refused in the system's words") {
  CHECK(refusal([] { static_cast<void>(read_vocabulary("/no/such/file", {})); }) ==
        "cannot open '/no/such/file': No such file or directory");
}

TEST_CASE("the vocabularies of the sample model are the tokens of its records") {
  const std::string folder = LOGITS_DATA "/stories260k/";
  const auto list = read_vocabulary(folder + "vocab.json", {});
  const auto binary = read_vocabulary(folder + "tokenizer.bin", {});
  REQUIRE(list->labels.size() == 512);
  CHECK(list->labels == binary->labels);
  CHECK(list->labels[1] == "\n<s>\n");
  CHECK(list->labels[13] == "<0x0A>");
  CHECK(list->labels[261] == " a");
}
