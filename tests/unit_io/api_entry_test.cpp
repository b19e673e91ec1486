#include "src/io/api/entry.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <limits>
#include <string>

using logits::refusal;
using logits::io::Json;
using logits::io::parse_json;
using logits::io::Text;
using logits::io::api::Bans;
using logits::io::api::Entry;
using logits::io::api::read_entry;
using logits::io::api::same_token;

namespace {

constexpr double banned = -std::numeric_limits<double>::infinity();

Entry entry(std::string_view json, Bans bans = {}) {
  const Text text{"stdin", json};
  const Json document = parse_json(text);
  return read_entry(document, text, bans);
}

std::string error(std::string_view json) {
  const std::string whole = refusal([json] { static_cast<void>(entry(json)); });
  return whole.substr(0, whole.find('\n'));
}

}  // namespace

TEST_CASE("a token goes by many names") {
  for (const auto* const json :
       {R"({"token":"a","id":7,"logprob":-1})", R"({"text":"a","token_id":7,"logProbability":-1})",
        R"({"decoded_token":"a","tokenId":7,"log_probability":-1})"}) {
    const Entry read = entry(json);
    CHECK(read.name() == "a");
    CHECK(read.id == 7);
    CHECK(read.logprob == -1);
  }
}

TEST_CASE("bytes win over the text, which may have lost some") {
  CHECK(entry(R"({"token":"\\xe8\\x85","bytes":[232,133],"logprob":-1})").name() == "\xe8\x85");
  CHECK(entry(R"({"token":"","bytes":null,"logprob":-1})").name().empty());
  CHECK(entry(R"({"token":"<s>","bytes":[],"logprob":-1})").name() == "<s>");  // a special token has none
}

TEST_CASE("mistral.rs writes the id as token and the bytes as a string") {
  const Entry read = entry(R"({"token":262,"bytes":" the","logprob":-1})");
  CHECK(read.id == 262);
  CHECK(read.name() == " the");
}

TEST_CASE("token_id:N is an id, and the name of a token without a text") {
  const Entry read = entry(R"({"token":"token_id:1234","logprob":-1})");
  CHECK(read.id == 1234);
  CHECK(read.label() == nullptr);
  CHECK(read.name() == "1234");
  CHECK(entry(R"({"token":"token_id:x","logprob":-1})").name() == "token_id:x");
}

TEST_CASE("a probability is taken for its logarithm") {
  CHECK(entry(R"({"tok_str":"a","prob":1})").logprob == 0);
  CHECK(entry(R"({"tok_str":"a","prob":0})").logprob == banned);
  CHECK(entry(R"({"tok_str":"a","prob":0.5})").logprob == -0.6931471805599453);  // -ln 2
  CHECK(error(R"({"tok_str":"a","prob":1.5})") == "the probability of 'a' is not from 0 to 1");
  CHECK(error(R"({"tok_str":"a","prob":-0.1})") == "the probability of 'a' is not from 0 to 1");
}

TEST_CASE("-9999 and less is not told, -3e38 and less is banned") {
  CHECK(entry(R"({"token":"a","logprob":-9998.9})").logprob == -9998.9);
  CHECK(entry(R"({"token":"a","logprob":-9999.0})").is_unlisted);
  CHECK_FALSE(entry(R"({"token":"a","logprob":-9999.0})").logprob);
  CHECK(entry(R"({"token":"a","logprob":-1e30})").is_unlisted);
  CHECK(entry(R"({"token":"a","logprob":-3.4028234663852886e+38})").logprob == banned);
  CHECK(entry(R"({"token":"a","logprob":-Infinity})").logprob == banned);
  CHECK(entry(R"({"token":"a","logprob":"-Infinity"})").logprob == banned);
}

TEST_CASE("null is a ban where a server is known to write it so, exactly -1000 everywhere") {
  CHECK(entry(R"({"token":"a","logprob":null})", {.null = true}).logprob == banned);
  CHECK(error(R"({"token":"a","logprob":null})") == "the log-prob of 'a' is null, not a number");
  CHECK(entry(R"({"token":"a","logprob":-1000})").logprob == banned);
  CHECK(entry(R"({"token":"a","logprob":-1000.5})").logprob == -1000.5);
}

TEST_CASE("what is no log-prob is refused by the token's name") {
  CHECK(error(R"({"token":"a","logprob":1.5})") ==
        "the log-prob of 'a' is positive, and a log-prob cannot be");
  CHECK(error(R"({"token":"a","logprob":NaN})") == "the log-prob of 'a' is NaN");
  CHECK(error(R"({"id":5,"logprob":"x"})") == "the log-prob of '5' is a string, not a number");
  CHECK(error(R"({"token":[1],"logprob":-1})") == "a token is an array, not a string");
  CHECK(error(R"({"token":"a","bytes":[256],"logprob":-1})") ==
        "the entry of 'a' has a byte that is not a whole number from 0 to 255");
  CHECK(error("5") == "an entry of the log-probs is a number, not an object");
}

TEST_CASE("tokens are the same by id, else by bytes, else by text") {
  const Entry id_only{.id = 5};
  const Entry text_only{.text = "\xef\xbf\xbd"};
  const Entry both{.text = "\xef\xbf\xbd", .bytes = "\xe8", .id = 5};
  const Entry other_bytes{.text = "\xef\xbf\xbd", .bytes = "\xe9"};
  CHECK(same_token(id_only, both));
  CHECK(same_token(text_only, both));
  CHECK_FALSE(same_token(both, other_bytes));
  CHECK_FALSE(same_token(id_only, text_only));
  CHECK_FALSE(same_token(both, Entry{.text = "\xef\xbf\xbd", .bytes = "\xe8", .id = 6}));
  CHECK(same_token(Entry{.bytes = "a"}, Entry{.text = "a"}));
}
