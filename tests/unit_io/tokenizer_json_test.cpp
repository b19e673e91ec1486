// tokenizer.json as Hugging Face's tokenizers write it, cut to what says how tokens are called.
#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"
#include "tests/unit_io/vocabulary_bytes.hpp"

#include <string>
#include <vector>

using logits::refusal;
using logits::io::labels_of;
using logits::io::Spelling;
using Words = std::vector<std::string>;

namespace {

std::string refusal_of(const std::string& file) {
  return refusal([&] { static_cast<void>(labels_of(file)); });
}

/// One with the given members beside a small BPE model.
std::string tokenizer(const std::string& members) {
  return R"({"version":"1.0",)" + members +
         R"("model":{"type":"BPE","vocab":{"Ġa":0,"▁b":1,"<0x0A>":2,"##c":3},"merges":[["Ġ","a"]]}})";
}

}  // namespace

TEST_CASE("a byte-level tokenizer says so in its decoder or its pre-tokenizer") {
  const Words labels = {" a", "▁b", "<0x0A>", "##c"};
  CHECK(labels_of(tokenizer(R"("decoder":{"type":"ByteLevel","add_prefix_space":true},)")) == labels);
  CHECK(labels_of(tokenizer(R"("decoder":{"type":"Sequence","decoders":[{"type":"ByteLevel"}]},)")) ==
        labels);
  CHECK(labels_of(tokenizer(R"("decoder":null,"pre_tokenizer":{"type":"ByteLevel"},)")) == labels);
  CHECK(labels_of(tokenizer(R"("pre_tokenizer":{"type":"Sequence","pretokenizers":[
      {"type":"Split","pattern":{"Regex":"\\s+"},"behavior":"Isolated"},{"type":"ByteLevel"}]},)")) ==
        labels);
}

TEST_CASE("a tokenizer with metaspaces says so in its decoder") {
  CHECK(labels_of(
            tokenizer(R"("decoder":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always"},)")) ==
        Words{"Ġa", " b", "<0x0A>", "##c"});
  CHECK(labels_of(tokenizer(R"("decoder":{"type":"Sequence","decoders":[
      {"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},
      {"type":"Strip","content":" ","start":1,"stop":0}]},)")) == Words{"Ġa", " b", "\n", "##c"});
}

TEST_CASE("a tokenizer that says neither has its pieces as they are") {
  const Words labels = {"Ġa", "▁b", "<0x0A>", "##c"};
  CHECK(labels_of(tokenizer("")) == labels);
  CHECK(labels_of(tokenizer(R"("decoder":{"type":"WordPiece","prefix":"##"},)")) == labels);
  CHECK(labels_of(tokenizer(R"("decoder":{"type":"Metaspace","replacement":"_"},)")) == labels);
  CHECK(labels_of(tokenizer(R"("decoder":{"type":"Replace","pattern":{"String":"x"},"content":" "},)")) ==
        labels);
  CHECK(labels_of(tokenizer(R"("decoder":{"type":"ByteLevel"},)"), Spelling::plain) == labels);
}

TEST_CASE("added tokens stand for themselves, beside the model's and behind them") {
  CHECK(labels_of(tokenizer(R"("decoder":{"type":"ByteLevel"},"added_tokens":[
      {"id":5,"content":"Ġend","special":true},{"id":0,"content":"Ġa","special":true}],)")) ==
        Words{"Ġa", "▁b", "<0x0A>", "##c", "<id 4>", "Ġend"});
}

TEST_CASE("added tokens that are not special have metaspaces, and no byte-level spelling") {
  const std::string added =
      R"("added_tokens":[{"id":4,"content":"▁Ġ","special":false},{"id":5,"content":"▁Ġ","special":true}],)";
  CHECK(labels_of(tokenizer(R"("decoder":{"type":"Metaspace"},)" + added)) ==
        Words{"Ġa", " b", "<0x0A>", "##c", " Ġ", "▁Ġ"});
  CHECK(labels_of(tokenizer(
            R"("decoder":{"type":"ByteLevel"},"added_tokens":[{"id":4,"content":"Ġ","special":false}],)")) ==
        Words{" a", "▁b", "<0x0A>", "##c", "Ġ"});
}

TEST_CASE("a unigram model has its pieces in a list") {
  CHECK(labels_of(R"({"decoder":{"type":"Metaspace"},"model":{"type":"Unigram","unk_id":0,
                     "vocab":[["<unk>",0.0],["▁a",-2.5],["▁a",-3]]}})") == Words{"<unk>", " a", " a"});
}

TEST_CASE("a tokenizer.json that is none is refused") {
  CHECK(refusal_of(R"({"model":{"type":"BPE"}})").find("the model has no vocabulary\n  --> v:1:10") == 0);
  CHECK(refusal_of(R"({"model":{"vocab":"vocab.json"}})").find("the model has no vocabulary\n") == 0);
  CHECK(
      refusal_of(R"({"model":{"vocab":["a","b"]}})").find("token 0 is no pair of a piece and its score\n") ==
      0);
  CHECK(refusal_of(R"({"model":{"vocab":{"a":0}},"added_tokens":3})")
            .find("the added tokens are a number, not an array\n") == 0);
  CHECK(refusal_of(R"({"model":{"vocab":{"a":0}},"added_tokens":[{"content":"b"}]})")
            .find("an added token has no id\n") == 0);
  CHECK(refusal_of(R"({"model":{"vocab":{"a":0}},"added_tokens":[{"id":1}]})")
            .find("there is no 'content' that is a string\n") == 0);
  CHECK(refusal_of(
            R"({"model":{"vocab":{"a":0}},"added_tokens":[{"id":1,"content":"b"},{"id":1,"content":"c"}]})")
            .find("'b' and 'c' have the same id, 1\n") == 0);
  CHECK(refusal_of(R"({"model":{"vocab":{"a":0}},"added_tokens":[{"id":9,"content":"b"}]})")
            .find("'b' has the id 9, and there are 2 tokens\n") == 0);
}

TEST_CASE("'model' is a token as good as any") {
  CHECK(labels_of(R"({"model":0,"vocab":1})") == Words{"model", "vocab"});
}
