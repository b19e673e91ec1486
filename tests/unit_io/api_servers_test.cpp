// The servers that have a shape of their own; and what is no response.
#include "src/io/api/response.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/api_rows.hpp"

#include <cstdint>
#include <string>
#include <vector>

using logits::io::error_of;
using logits::io::Form;
using logits::io::listed;
using logits::io::Row;
using logits::io::row_of;
using logits::io::rows_of;
using logits::io::summary;

using Numbers = std::vector<double>;
using Words = std::vector<std::string>;
using Ids = std::vector<std::uint64_t>;

namespace {

constexpr double banned = -std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("llama.cpp lists ids, bytes and log-probs") {
  const Row row = row_of(
      R"({"content":", i","tokens":[11,602],"completion_probabilities":[{"id":11,"token":",","bytes":[44],"logprob":-0.69,
        "top_logprobs":[{"id":11,"token":",","bytes":[44],"logprob":-0.69},{"id":13,"token":".","bytes":[46],"logprob":-3.4028234663852886e+38}]}]})");
  CHECK(row.labels == Words{",", "."});
  CHECK(row.ids == Ids{11, 13});
  CHECK(listed(row) == Numbers{-0.69, banned});
  CHECK(row.position->chosen_index == 0U);
}

TEST_CASE("llama.cpp's probabilities after sampling are taken for their logarithms") {
  const Row row = row_of(
      R"({"content":"a","stop":true,"completion_probabilities":[{"id":1,"token":"a","bytes":[97],"prob":0.5,"top_probs":[{"id":1,"token":"a","bytes":[97],"prob":0.5},{"id":2,"token":"b","bytes":[98],"prob":0.25}]}]})");
  CHECK(listed(row) == Numbers{-0.6931471805599453, -1.3862943611198906});  // -ln 2, -ln 4
  CHECK(row.logits.back() == -1.3862943611198906);
}

TEST_CASE("llama.cpp's old probs are read, as one position or as several") {
  const Row one =
      row_of(R"({"content":" to","probs":[{"tok_str":" to","prob":0.5},{"tok_str":" not","prob":0}]})");
  CHECK(one.labels == Words{" to", " not"});
  CHECK(listed(one) == Numbers{-0.6931471805599453, banned});
  CHECK(one.position->chosen == " to");
  CHECK(one.position->chosen_index == 0U);
  const auto several = rows_of(
      R"({"content":" to be","completion_probabilities":[{"content":" to","probs":[{"tok_str":" to","prob":0.5}]},{"content":" be","probs":[{"tok_str":" not","prob":0.5}]}]})");
  CHECK(summary(several) == "0: to 1: be");
  CHECK_FALSE(several[1].position->chosen_index);  // its probability is not told
}

TEST_CASE("a batch of llama.cpp's is numbered by its index") {
  const std::string entry =
      R"(,"stop":true,"content":"a","completion_probabilities":[{"id":1,"token":"a","logprob":-1}]})";
  CHECK(summary(rows_of(R"([{"index":0)" + entry + R"(,{"index":1)" + entry + "]")) == "0:a 1/0:a");
}

TEST_CASE("Ollama's list stands at the top") {
  const Row row = row_of(
      R"({"model":"gemma3","response":"Hi","done":true,"logprobs":[{"token":"Hi","logprob":-0.3,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.3,"bytes":[72,105]},{"token":"Yo","logprob":-2,"bytes":[89,111]}]}]})");
  CHECK(row.labels == Words{"Hi", "Yo"});
}

TEST_CASE("SGLang's triples are read, of the prompt first") {
  const auto rows = rows_of(
      R"({"text":" Paris","meta_info":{"input_token_logprobs":[[null,791,null],[-4.2,6864,null]],"input_top_logprobs":[null,[[-0.5,5,null],[null,6,null]]],
        "output_token_logprobs":[[-0.25,12366," Paris"]],"output_top_logprobs":[[[-0.25,12366," Paris"],[-3.4,264," a"]]],
        "output_token_ids_logprobs":[[[-0.25,12366,null],[-9,77,null]]],"prompt_tokens":2,"completion_tokens":1}})");
  CHECK(summary(rows) == "p1:6864 0: Paris");
  CHECK(rows[0].ids == Ids{5, 6, 6864});
  CHECK(rows[0].labels.empty());
  CHECK(listed(rows[0]) == Numbers{-0.5, banned, -4.2});
  CHECK(rows[0].notes.size() == 1);
  CHECK(rows[1].labels == Words{" Paris", " a", "token_id:77"});
  CHECK(rows[1].ids == Ids{12366, 264, 77});
  CHECK(listed(rows[1]) == Numbers{-0.25, -3.4, -9});
  CHECK(rows[1].rest->highest < -1.5);
}

TEST_CASE("lmdeploy's pairs have no text") {
  const Row row = row_of(R"({"text":"a","output_ids":[5],"meta_info":{"output_token_logprobs":[[-0.5,5]]}})");
  CHECK(row.ids == Ids{5});
  CHECK(row.position->chosen == "5");
}

TEST_CASE("Gemini is read in both cases, and its chosen token may be beyond the list") {
  const std::string camel =
      R"({"candidates":[{"avgLogprobs":-0.2,"logprobsResult":{"topCandidates":[{"candidates":[{"token":"Hi","tokenId":2151,"logProbability":-0.1},{"token":"Hey","tokenId":6750,"logProbability":-2.9}]}],"chosenCandidates":[{"token":"Yo","tokenId":9,"logProbability":-6}],"logProbabilitySum":-6}}]})";
  const std::string snake =
      R"({"candidates":[{"avg_logprobs":-0.2,"logprobs_result":{"top_candidates":[{"candidates":[{"token":"Hi","token_id":2151,"log_probability":-0.1},{"token":"Hey","token_id":6750,"log_probability":-2.9}]}],"chosen_candidates":[{"token":"Yo","token_id":9,"log_probability":-6}]}}]})";
  for (const std::string& json : {camel, snake}) {
    const Row row = row_of(json);
    CHECK(row.labels == Words{"Hi", "Hey", "Yo"});
    CHECK(row.ids == Ids{2151, 6750, 9});
    CHECK(listed(row) == Numbers{-0.1, -2.9, -6});
    CHECK(row.position->chosen_index == 2U);
  }
}

TEST_CASE("TGI's details have the prompt, the tokens and their rivals") {
  const auto rows = rows_of(
      R"([{"generated_text":" a","details":{"prefill":[{"id":1,"text":"<s>","logprob":null},{"id":3,"text":"x","logprob":-2}],
        "tokens":[{"id":5,"text":" a","logprob":-0.3,"special":false}],
        "top_tokens":[[{"id":5,"text":" a","logprob":-0.3,"special":false},{"id":6,"text":" b","logprob":null,"special":false}]],
        "best_of_sequences":[{"generated_text":"c","tokens":[{"id":7,"text":"c","logprob":-1,"special":false}]}]}}])");
  CHECK(summary(rows) == "p1:x 0: a 1/0:c");
  CHECK(rows[1].ids == Ids{5, 6});
  CHECK(listed(rows[1]) == Numbers{-0.3, banned});
}

TEST_CASE("Cohere's pieces are a position for each token") {
  const auto rows = rows_of(
      R"({"id":"x","message":{"role":"assistant"},"finish_reason":"COMPLETE","logprobs":[{"token_ids":[5],"text":"a","logprobs":[-0.5]},{"token_ids":[6,7],"text":"bc","logprobs":[-1,-2]}]})");
  CHECK(summary(rows) == "0:a 1:6 2:7");
  CHECK(rows[2].ids == Ids{7});
}

TEST_CASE("log-probs cut out of a response are read too") {
  const std::string entries =
      R"([{"token":"a","logprob":-1,"top_logprobs":[{"token":"b","logprob":-2}]},{"token":"c","logprob":-1,"top_logprobs":[]}])";
  CHECK(summary(rows_of(entries)) == "0:a 1:c");
  CHECK(summary(rows_of(R"({"content":)" + entries + "}")) == "0:a 1:c");
  CHECK(summary(rows_of(R"({"logprobs":{"content":)" + entries + "}}")) == "0:a 1:c");
  CHECK(summary(rows_of(R"({"tokens":["a"],"token_logprobs":[-1],"top_logprobs":null})")) == "0:a");
  CHECK(summary(rows_of(R"({"prompt_logprobs":[null,{"7":{"logprob":-1}}]})")) == "p1:7");
}

TEST_CASE("a map of tokens is a map, whatever they are called") {
  for (const auto* const json :
       {R"({"text":1,"logprobs":2,"choices":3})", R"({"error":1,"detail":"-inf","type":2})",
        R"({"content":"-inf","stop":1,"tokens":2})", R"({"done":1,"token":2,"candidates":-Infinity})",
        R"({"meta_info":1,"generated_text":"-inf","output":2,"response":0})"}) {
    const auto rows = rows_of(json);
    REQUIRE(rows.size() == 1);
    CHECK_FALSE(rows[0].position);
    CHECK_FALSE(rows[0].labels.empty());
  }
}

TEST_CASE("records and wrapped vectors are no responses") {
  for (const auto* const json :
       {R"([{"token":"a","logprob":-1,"bytes":[97]},{"token":"b","logprob":-2}])",
        R"({"logits":[1,2],"tokens":["a","b"],"content":"x","choices":[]})",
        R"({"schema":"logits/1","tokens":[{"token":"a","logp":-1}],"error":"no"})"}) {
    const auto rows = rows_of(json);
    REQUIRE(rows.size() == 1);
    CHECK_FALSE(rows[0].position);
  }
}

TEST_CASE("a response without log-probs says how to ask for them") {
  CHECK(error_of(R"({"choices":[{"message":{"content":"Hi"},"logprobs":null}]})") ==
        "no log-probs in choice 0; ask for them with logprobs: true");
  CHECK(
      error_of(R"({"choices":[{"message":{"content":"Hi"},"logprobs":{"content":null,"refusal":null}}]})") ==
      "no log-probs in choice 0; ask for them with logprobs: true");
  CHECK(error_of(R"({"choices":[{"text":"Hi"}]})") ==
        "no log-probs in choice 0; ask for them with logprobs: 5");
  CHECK(error_of(R"({"object":"response","output":[{"content":[{"text":"Hi","logprobs":[]}]}]})") ==
        "no log-probs in choice 0; ask for them with include: [\"message.output_text.logprobs\"]");
  CHECK(error_of(R"({"content":"Hi","stop":true})") ==
        "no log-probs in the stream; ask for them with n_probs: 10");
  CHECK(error_of(R"({"model":"x","response":"Hi","done":true})") ==
        "no log-probs in the stream; ask for them with logprobs: true");
  CHECK(error_of(R"({"text":"Hi","meta_info":{}})") ==
        "no log-probs in choice 0; ask for them with return_logprob: true");
  CHECK(error_of(R"({"candidates":[{"content":{}}]})") ==
        "no log-probs in choice 0; ask for them with responseLogprobs: true and logprobs: 5 in "
        "generationConfig");
  CHECK(error_of(R"({"generated_text":"Hi"})") ==
        "no log-probs in choice 0; ask for them with details: true and top_n_tokens: 5 in parameters");
  CHECK(error_of(R"({"type":"message","role":"assistant","content":[{"type":"text","text":"Hi"}]})") ==
        "there are no log-probs in this response, and this API has none");
}

TEST_CASE("a response that is empty says so") {
  CHECK(error_of(R"({"choices":[]})") == "the response has no choices");
  CHECK(error_of(R"({"candidates":[]})") == "the response has no candidates");
  CHECK(error_of(R"({"choices":[{"message":{},"logprobs":{"content":[]}}]})") ==
        "the log-probs of choice 0 list no position");
}

TEST_CASE("the API's own message is shown") {
  const std::string words = "this is an error message, not logits: 'no such model'";
  for (const auto* const json :
       {R"({"error":{"message":"no such model","type":"x"}})", R"({"error":"no such model"})",
        R"([{"error":{"code":404,"message":"no such model"}}])", R"({"detail":"no such model"})",
        R"({"detail":[{"loc":["body"],"msg":"no such model"}]})",
        R"({"object":"error","message":"no such model"})",
        R"({"type":"error","error":{"message":"no such model"}})"}) {
    INFO(json);
    CHECK(error_of(json) == words);
  }
  CHECK(error_of(R"({"error":{"code":1}})") == "this is an error message, not logits");
}

TEST_CASE("where a choice is bad, the others are still read") {
  logits::io::MemorySource source(
      R"({"choices":[{"message":{},"logprobs":null},{"message":{},"logprobs":{"content":[{"token":"a","logprob":2},{"token":"b","logprob":-1}]}}]})");
  const logits::io::Rows rows = logits::io::open_inputs({"-"}, {}, source, {});
  CHECK(logits::refusal([&] { static_cast<void>(rows()); }).find("no log-probs in choice 0") == 0);
  CHECK(logits::refusal([&] { static_cast<void>(rows()); }).find("the log-prob of 'a' is positive") == 0);
  const auto row = rows();
  REQUIRE(row);
  CHECK(summary({*row}) == "1/1:b");
  CHECK_FALSE(rows());
}

TEST_CASE("what is forced to be a response and is none is refused") {
  CHECK(error_of(R"({"a":1})", Form::api) == "this is no response of an API that is known");
  CHECK(error_of("[1,2]", Form::api) == "an entry of the log-probs is a number, not an object");
  CHECK(error_of(R"([{"token":"a","logprob":-1}])", Form::api).empty());  // a list of positions, then
  CHECK(summary(rows_of(R"([{"token":"a","logprob":-1}])", Form::api)) == "0:a");
}
