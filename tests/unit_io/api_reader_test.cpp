// Streams: server-sent events, NDJSON, and batches of whole responses.
#include "src/io/api/reader.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/api_rows.hpp"

#include <string>
#include <utility>
#include <vector>

using logits::io::error_of;
using logits::io::Form;
using logits::io::MemorySource;
using logits::io::open_inputs;
using logits::io::Row;
using logits::io::Rows;
using logits::io::rows_of;
using logits::io::summary;

using Words = std::vector<std::string>;

namespace {

std::string entry(const std::string& token) {
  return R"({"token":")" + token + R"(","logprob":-1,"bytes":null,"top_logprobs":[]})";
}

std::string chunk(const std::string& logprobs, const std::string& id = "c1", int choice = 0) {
  return R"({"id":")" + id + R"(","object":"chat.completion.chunk","choices":[{"index":)" +
         std::to_string(choice) + R"(,"delta":{},"logprobs":)" + logprobs + "}]}";
}

std::string content(const std::string& token, const std::string& id = "c1", int choice = 0) {
  return chunk(R"({"content":[)" + entry(token) + "]}", id, choice);
}

std::string event(const std::string& json) {
  return "data: " + json + "\n\n";
}

const std::string done = "data: [DONE]\n\n";

}  // namespace

TEST_CASE("the positions of a stream are counted over its events") {
  const std::string stream =
      ": OPENROUTER PROCESSING\n\n" + event(chunk("null")) + event(content("a")) +
      "event: x\nid: 1\nretry: 5\n" + event(content("b")) +
      event(R"({"id":"c1","object":"chat.completion.chunk","choices":[],"usage":{}})") + done;
  CHECK(summary(rows_of(stream)) == "0:a 1:b");
  CHECK(rows_of(stream)[1].place == "  --> stdin:10, position 1");
}

TEST_CASE("lines may end in CR LF, and bytes come one by one") {
  std::string stream = event(content("a")) + event(content("b")) + done;
  for (std::size_t at = 0; (at = stream.find('\n', at)) != std::string::npos; at += 2)
    stream.insert(at, 1, '\r');
  CHECK(summary(rows_of(stream)) == "0:a 1:b");
  CHECK(summary(rows_of(stream, Form::automatic, 1)) == "0:a 1:b");
  CHECK(summary(rows_of(stream, Form::api, 1)) == "0:a 1:b");
}

TEST_CASE("the sample stream gives the rows of the whole response") {
  const auto sample = [](const std::string& name) {
    const auto source = logits::io::open_file(LOGITS_DATA "/api/" + name);
    std::vector<Row> rows;
    const Rows read = open_inputs({"-"}, {}, *source, {});
    while (auto row = read()) rows.push_back(std::move(*row));
    return rows;
  };
  const auto whole = sample("chat.json"), stream = sample("stream.sse");
  REQUIRE(whole.size() == 4);
  REQUIRE(stream.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(whole[i].labels == stream[i].labels);
    CHECK(whole[i].logits == stream[i].logits);
  }
  CHECK(summary(whole) == "0: mat 1:. 2: It 3: purred");
  CHECK(summary(stream) == summary(whole));
  CHECK(summary(sample("llama.cpp.json")) == "0: mat 1:.");
  CHECK(summary(sample("legacy.json")) == "0: rug 1:.");
}

TEST_CASE("an event may go over several data lines") {
  CHECK(summary(rows_of("data: {\"choices\":[{\"delta\":{},\"logprobs\":\ndata:{\"content\":[" + entry("a") +
                        "]}}]}\n\n" + done)) == "0:a");
}

TEST_CASE("choices that come by turns are counted apart") {
  CHECK(summary(rows_of(event(content("a", "c1", 0)) + event(content("b", "c1", 1)) +
                        event(content("c", "c1", 0)) + event(content("d", "c1", 1)) + done)) ==
        "0:a 1/0:b 1:c 1/1:d");
}

TEST_CASE("after the end of a stream the count begins anew") {
  CHECK(summary(rows_of(event(content("a")) + done + event(content("b")) + done)) == "0:a 0:b");
  CHECK(summary(rows_of(content("a") + "\n" + content("b", "c2") + "\n")) == "0:a 0:b");
  const std::string created = event(R"({"type":"response.created","response":{"output":[]}})");
  const std::string delta = event(R"({"type":"response.output_text.delta","logprobs":[)" + entry("a") + "]}");
  CHECK(summary(rows_of(created + delta + created + delta + delta)) == "0:a 0:a 1:a");
}

TEST_CASE("events go on whatever their ids are") {
  CHECK(summary(rows_of(event(chunk("null", "c0")) + event(content("a", "c1")) + event(content("b", "c2")) +
                        done)) == "0:a 1:b");
}

TEST_CASE("a stream is known by its chunks without events, too") {
  CHECK(summary(rows_of(chunk("null") + "\n" + content("a") + "\n" + content("b") + "\n")) == "0:a 1:b");
}

TEST_CASE("a batch of whole responses begins at 0 each") {
  const std::string whole = R"({"id":"c1","choices":[{"message":{},"logprobs":{"content":[)" + entry("a") +
                            "," + entry("b") + "]}}]}\n";
  CHECK(summary(rows_of(whole + whole)) == "0:a 1:b 0:a 1:b");
  CHECK(summary(rows_of("[" + whole + "," + whole + "]")) == "0:a 1:b 0:a 1:b");
}

TEST_CASE("legacy chunks have no delta, and are events") {
  const auto piece = [](const std::string& token) {
    return event(R"({"object":"text_completion","choices":[{"text":"","index":0,"logprobs":{"tokens":[")" +
                 token + R"("],"token_logprobs":[-1],"top_logprobs":[{"x":-0.9}]}}]})");
  };
  CHECK(summary(rows_of(piece("a") + piece("b") + done)) == "0:a 1:b");
}

TEST_CASE("Ollama's stream goes on until it is done") {
  const std::string stream = R"({"response":"a","done":false,"logprobs":[)" + entry("a") + "]}\n" +
                             R"({"response":"b","done":false,"logprobs":[)" + entry("b") + "]}\n" +
                             R"({"response":"","done":true,"done_reason":"stop"})" + "\n";
  CHECK(summary(rows_of(stream + stream)) == "0:a 1:b 0:a 1:b");
}

TEST_CASE("llama.cpp's own stream goes on until it stops") {
  const auto piece = [](const std::string& token) {
    return event(R"({"content":")" + token + R"(","stop":false,"completion_probabilities":[)" + entry(token) +
                 "]}");
  };
  const std::string stream =
      piece("a") + piece("b") + event(R"({"content":"","stop":true,"tokens_predicted":2})");
  CHECK(summary(rows_of(stream)) == "0:a 1:b");
}

TEST_CASE("a Responses stream tells everything again at its end, and is read once") {
  const auto delta = [](const std::string& token) {
    return "event: response.output_text.delta\n" +
           event(
               R"({"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":"","logprobs":[)" +
               entry(token) + "]}");
  };
  const std::string both = "[" + entry("a") + "," + entry("b") + "]";
  const std::string part = R"({"type":"output_text","text":"ab","logprobs":)" + both + "}";
  const std::string item = R"({"type":"message","content":[)" + part + "]}";
  const std::string stream =
      "event: response.created\n" +
      event(R"({"type":"response.created","response":{"output":[],"error":null}})") + delta("a") +
      delta("b") +
      event(R"({"type":"response.output_text.done","output_index":1,"content_index":0,"logprobs":)" + both +
            "}") +
      event(R"({"type":"response.content_part.done","output_index":1,"content_index":0,"part":)" + part +
            "}") +
      event(R"({"type":"response.output_item.done","output_index":1,"item":)" + item + "}") +
      event(R"({"type":"response.completed","response":{"error":null,"output":[{"type":"reasoning"},)" +
            item + "]}}");
  CHECK(summary(rows_of(stream)) == "0:a 1:b");
  // Who listens only to the end gets all of it.
  CHECK(summary(rows_of(event(R"({"type":"response.completed","response":{"output":[)" + item + "]}}"))) ==
        "0:a 1:b");
}

TEST_CASE("SGLang's stream repeats what it told, or does not") {
  const auto piece = [](const std::string& triples, int total) {
    return event(R"({"text":"","meta_info":{"id":"s","completion_tokens":)" + std::to_string(total) +
                 R"(,"input_token_logprobs":[[null,1,null],[-2,2,null]],"output_token_logprobs":[)" +
                 triples + "]}}");
  };
  CHECK(summary(rows_of(piece(R"([-1,5,"a"])", 1) + piece(R"([-1,5,"a"],[-1,6,"b"])", 2) + done)) ==
        "p1:2 0:a 1:b");
  CHECK(summary(rows_of(R"({"meta_info":{"completion_tokens":9,"output_token_logprobs":[[-1,5,"a"]]}})")) ==
        "0:a");
  CHECK(summary(rows_of(piece(R"([-1,5,"a"])", 1) + piece(R"([-1,6,"b"])", 2) + done)) == "p1:2 0:a 1:b");
}

TEST_CASE("TGI streams a token an event, Gemini a piece, Cohere and mistral.rs an object") {
  CHECK(
      summary(rows_of(
          "data:{\"index\":1,\"token\":{\"id\":5,\"text\":\"a\",\"logprob\":-1},\"generated_text\":null}\n\n"
          "data:{\"index\":2,\"token\":{\"id\":6,\"text\":\"b\",\"logprob\":-1},\"top_tokens\":[{\"id\":6,"
          "\"text\":\"b\",\"logprob\":-1}],\"generated_text\":\"ab\"}\n\n")) == "0:a 1:b");
  const auto gemini = [](const std::string& token) {
    return event(R"({"candidates":[{"logprobsResult":{"chosenCandidates":[{"token":")" + token +
                 R"(","logProbability":-1}]}}]})");
  };
  CHECK(summary(rows_of(gemini("a") + gemini("b"))) == "0:a 1:b");
  CHECK(
      summary(rows_of(
          "event: content-delta\n" +
          event(
              R"({"type":"content-delta","delta":{},"logprobs":{"token_ids":[5],"text":"a","logprobs":[-1]}})") +
          event(
              R"({"type":"content-delta","delta":{},"logprobs":{"token_ids":[6],"text":"b","logprobs":[-1]}})") +
          event(R"({"type":"message-end","delta":{}})"))) == "0:a 1:b");
  CHECK(summary(rows_of(event(chunk(entry("a"))) + event(chunk(entry("b"))) + done)) == "0:a 1:b");
}

TEST_CASE("notes come once a response") {
  const std::string floor = R"({"content":[{"token":"a","logprob":-9.2103}]})";
  const auto rows = rows_of(event(chunk(floor)) + event(chunk(floor)) + done + event(chunk(floor)));
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].notes.size() == 1);
  CHECK(rows[1].notes.empty());
  CHECK(rows[2].notes.size() == 1);
}

TEST_CASE("a row is out before the next event is there") {
  struct Pipe : MemorySource {
    using MemorySource::MemorySource;
    bool would_wait() const override { return true; }
  };
  const std::string first = event(content("a"));
  Pipe pipe(first + event(content("b")) + done, first.size());
  int waits = 0;
  const Rows rows = open_inputs({"-"}, {}, pipe, [&] { ++waits; });
  CHECK(summary({*rows()}) == "0:a");
  CHECK(waits == 1);
  CHECK(summary({*rows()}) == "1:b");
}

TEST_CASE("a stream without log-probs is refused at its end, and only there") {
  CHECK(error_of(event(chunk("null")) + event(chunk("null")) + done) ==
        "no log-probs in the stream; ask for them with logprobs: true");
  CHECK(error_of(chunk("null") + "\n" + chunk("null") + "\n") ==
        "no log-probs in the stream; ask for them with logprobs: true");
  CHECK(error_of(event(chunk("null")) + event(content("a")) + event(chunk("null")) + done).empty());
  CHECK(error_of(chunk("null") + "\n" + chunk("null", "c2") + "\n" + content("a", "c2") + "\n") ==
        "no log-probs in the stream; ask for them with logprobs: true");
  CHECK(error_of("{\"response\":\"a\",\"done\":false}\n{\"response\":\"\",\"done\":true}\n") ==
        "no log-probs in the stream; ask for them with logprobs: true");
  CHECK(error_of(done) == "the stream of events has no data");
  CHECK(error_of(": ping\n\n: ping\n\n") == "the stream of events has no data");
}

TEST_CASE("what a stream asks for is told even if its events say nothing") {
  CHECK(error_of(event(R"({"type":"response.created","response":{"output":[]}})") +
                 event(R"({"type":"response.output_text.delta","delta":"a","logprobs":[]})")) ==
        "no log-probs in the stream; ask for them with include: [\"message.output_text.logprobs\"]");
  CHECK(error_of("data: {}\n\n") == "no log-probs in the stream; ask for them with logprobs: true");
}

TEST_CASE("an event behind the last one of a stream is no stream of its own") {
  const std::string last =
      event(R"({"content":"a","stop":true,"completion_probabilities":[)" + entry("a") + "]}");
  CHECK(summary(rows_of(last + event("{}"))) == "0:a");
}

TEST_CASE("a choice that has nothing but its first token leaves its note to the next") {
  const auto rows = rows_of(
      R"({"choices":[{"text":"A","logprobs":{"tokens":["A"],"token_logprobs":[null]}},{"text":"A b","logprobs":{"tokens":["A"," b"],"token_logprobs":[null,-1]}}]})");
  CHECK(summary(rows) == "1/1: b");
  CHECK(rows[0].notes ==
        Words{"position 0 has no log-probs: nothing stands before it to predict it from",
              "position 0 of choice 1 has no log-probs: nothing stands before it to predict it from"});
}

TEST_CASE("an error in the middle of a stream is shown") {
  CHECK(error_of(event(content("a")) + event(R"({"error":{"message":"overloaded"}})")) ==
        "this is an error message, not logits: 'overloaded'");
  CHECK(error_of(event(content("a")) + R"({"error":"overloaded"})") ==
        "this is an error message, not logits: 'overloaded'");
  CHECK(error_of("event: error\n" + event(R"({"type":"error","code":"x","message":"overloaded"})")) ==
        "this is an error message, not logits: 'overloaded'");
  CHECK(error_of(event(
            R"({"type":"response.failed","response":{"output":[],"error":{"message":"overloaded"}}})")) ==
        "this is an error message, not logits: 'overloaded'");
}

TEST_CASE("a stream that is cut short or broken is refused") {
  CHECK(error_of("data: {\"choices\":[{\"delta\":{}") == "this is not valid JSON: unexpected end of input");
  CHECK(error_of("data: {\"choices\":[\n\n" + done) == "this is not valid JSON: unexpected end of input");
  CHECK(error_of(event(content("a")) + "oops\n") == "this line is no server-sent event");
}

TEST_CASE("the place of an error in an event is that in its line") {
  CHECK(logits::refusal([] { static_cast<void>(rows_of("data: {\"choices\":[,]}\n")); }) ==
        "this is not valid JSON: unexpected ','\n"
        "  --> stdin:1:19\n"
        "  1 |       {\"choices\":[,]}\n"
        "    |                   ^");
}
