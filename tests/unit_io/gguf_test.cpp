// GGUF files made by hand after the format's specification (ggml/docs/gguf.md).
#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"
#include "tests/unit_io/vocabulary_bytes.hpp"

#include <cstdint>
#include <string>
#include <vector>

using logits::refusal;
using logits::io::labels_of;
using logits::io::Spelling;
using logits::io::word;
using Words = std::vector<std::string>;

namespace {

std::string text(const std::string& bytes) {
  return word(std::uint64_t{bytes.size()}) + bytes;
}

std::string entry(const std::string& key, std::uint32_t type, const std::string& value) {
  return text(key) + word(type) + value;
}

std::string array(std::uint32_t type, std::uint64_t count, const std::string& elements) {
  return word(type) + word(count) + elements;
}

std::string tokens(const Words& pieces) {
  std::string elements;
  for (const std::string& piece : pieces) elements += text(piece);
  return entry("tokenizer.ggml.tokens", 9, array(8, pieces.size(), elements));
}

std::string types(const std::vector<std::int32_t>& kinds) {
  std::string elements;
  for (const std::int32_t kind : kinds) elements += word(kind);
  return entry("tokenizer.ggml.token_type", 9, array(5, kinds.size(), elements));
}

std::string model(const std::string& name) {
  return entry("tokenizer.ggml.model", 8, text(name));
}

std::string gguf(const Words& entries, std::uint32_t version = 3) {
  std::string file = "GGUF" + word(version) + word(std::uint64_t{1}) + word(std::uint64_t{entries.size()});
  for (const std::string& each : entries) file += each;
  return file;
}

std::string refusal_of(const std::string& file) {
  return refusal([&] { static_cast<void>(labels_of(file)); });
}

const Words pieces = {"<s>", "Ġa", "▁b", "<0x0A>", "▁Ġ"};

}  // namespace

TEST_CASE("the tokens of a GGUF file are decoded as its tokenizer's model has them") {
  for (const std::uint32_t version : {2U, 3U}) {
    CHECK(labels_of(gguf({model("gpt2"), tokens(pieces)}, version)) ==
          Words{"<s>", " a", "▁b", "<0x0A>", "▁Ġ"});
    CHECK(labels_of(gguf({tokens(pieces), model("llama")}, version)) == Words{"<s>", "Ġa", " b", "\n", " Ġ"});
  }
  CHECK(labels_of(gguf({model("t5"), tokens(pieces)})) == Words{"<s>", "Ġa", " b", "<0x0A>", " Ġ"});
  CHECK(labels_of(gguf({model("rwkv"), tokens(pieces)})) == pieces);
  CHECK(labels_of(gguf({tokens(pieces)})) == pieces);
  CHECK(labels_of(gguf({model("gpt2"), tokens(pieces)}), Spelling::plain) == pieces);
}

TEST_CASE("only normal and byte tokens of a GGUF file are decoded") {
  // unknown, control, user-defined, byte, normal
  CHECK(labels_of(gguf({model("llama"), types({2, 3, 4, 6, 1}), tokens(pieces)})) ==
        Words{"<s>", "Ġa", "▁b", "\n", " Ġ"});
}

TEST_CASE("other metadata of a GGUF file are passed over, and what follows them is not read") {
  const Words others = {
      entry("a.u8", 0, "x"),
      entry("a.i16", 3, "xx"),
      entry("a.f32", 6, "xxxx"),
      entry("a.bool", 7, "x"),
      entry("a.f64", 12, "xxxxxxxx"),
      entry("a.text", 8, text("tokenizer.ggml.tokens")),
      entry("a.scores", 9, array(6, 3, "xxxxxxxxxxxx")),
      entry("a.merges", 9, array(8, 2, text("a b") + text(""))),
      entry("a.nested", 9, array(9, 2, array(0, 2, "xx") + array(9, 1, array(8, 1, text("y"))))),
  };
  Words entries = others;
  entries.push_back(tokens({"a", "b"}));
  CHECK(labels_of(gguf(entries) + "the tensors") == Words{"a", "b"});
}

TEST_CASE("a GGUF file of another version or byte order is refused") {
  CHECK(refusal_of(gguf({}, 1)) ==
        "v is a GGUF file of version 1, and versions 2 and 3 are read\n  --> v, byte 4");
  CHECK(refusal_of(gguf({}, 4)).find("v is a GGUF file of version 4, ") == 0);
  CHECK(refusal_of(gguf({}, 0)).find("v is a GGUF file of version 0, ") == 0);
  CHECK(refusal_of(gguf({}, 0x03000000)) ==
        "v is a big-endian GGUF file, and those are not read\n  --> v, byte 4\n"
        "  hint: convert it, or give the model's tokenizer.json");
}

TEST_CASE("a GGUF file without a vocabulary is refused") {
  CHECK(refusal_of(gguf({model("llama")}))
            .find("v holds no vocabulary: its metadata has no 'tokenizer.ggml.tokens'\n") == 0);
  CHECK(refusal_of(gguf({tokens({})})).find("there are no tokens in v\n") == 0);
}

TEST_CASE("a GGUF file that ends early is refused wherever it is cut") {
  const std::string file = gguf({model("llama"), types({1, 1}), tokens({"a", "b"})});
  for (std::size_t size = 8; size < file.size(); ++size) {
    const std::string error = refusal_of(file.substr(0, size));
    CHECK(error.find("v ends within ") == 0);
  }
}

TEST_CASE("a GGUF file that announces more than can be is refused") {
  const std::uint64_t much = std::uint64_t{1} << 61;  // times 8 it is 0
  CHECK(refusal_of(gguf({entry("a", 9, array(10, much, ""))}))
            .find("'a' is said to be 2,305,843,009,213,693,952 bytes long") == 0);
  CHECK(refusal_of(gguf({text("a").replace(0, 8, word(much))}))
            .find("the key of a metadata entry is said to be") == 0);
  CHECK(refusal_of(gguf({entry("tokenizer.ggml.tokens", 9, array(8, much, ""))}))
            .find("'tokenizer.ggml.tokens' is said to have 2,305,843,009,213,693,952 elements, and a "
                  "vocabulary may have "
                  "16,777,216\n") == 0);
  CHECK(refusal_of(gguf({entry("a", 9, array(8, much, text("x")))})).find("v ends within 'a'\n") == 0);
}

TEST_CASE("a GGUF file that contradicts itself is refused") {
  CHECK(refusal_of(gguf({tokens({"a"}), tokens({"b"})})).find("'tokenizer.ggml.tokens' is there twice\n") ==
        0);
  CHECK(refusal_of(gguf({tokens({"a"}), types({1, 1})})).find("v has 1 token and 2 token types\n") == 0);
  CHECK(refusal_of(gguf({entry("tokenizer.ggml.tokens", 8, text("a"))}))
            .find("'tokenizer.ggml.tokens' is not an array of strings\n") == 0);
  CHECK(refusal_of(gguf({entry("tokenizer.ggml.tokens", 9, array(5, 0, ""))}))
            .find("'tokenizer.ggml.tokens' is not an array of strings\n") == 0);
  CHECK(refusal_of(gguf({entry("tokenizer.ggml.token_type", 9, array(6, 0, ""))}))
            .find("'tokenizer.ggml.token_type' is not an array of 32-bit integers\n") == 0);
  CHECK(refusal_of(gguf({entry("tokenizer.ggml.model", 4, "xxxx")}))
            .find("'tokenizer.ggml.model' is not a string\n") == 0);
  CHECK(
      refusal_of(gguf({entry("a\x1b", 13, "")})).find("'a\\u001b' has type 13, which GGUF does not know\n") ==
      0);
}

TEST_CASE("arrays nested without end are refused") {
  std::string nested;
  for (int i = 0; i < 1000; ++i) nested += array(9, 1, "");
  CHECK(refusal_of(gguf({entry("a", 9, nested)})).find("'a' is nested deeper than 8 arrays\n") == 0);
}
