// OpenAI's chat completions, Responses and legacy completions, and the servers that speak them.
#include "src/io/api/lists.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/api_rows.hpp"

#include <cstdint>
#include <string>
#include <vector>

using logits::io::error_of;
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

/// A chat completion with this list of positions.
std::string chat(const std::string& content, const std::string& more = "") {
  return R"({"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"logprobs":{"content":)" +
         content + more + R"(},"finish_reason":"stop"}]})";
}

std::string legacy(const std::string& logprobs, const std::string& more = "") {
  return R"({"object":"text_completion","choices":[{"text":" world","index":0,"logprobs":)" + logprobs +
         R"(,"finish_reason":"length"}])" + more + "}";
}

}  // namespace

TEST_CASE("a chat completion is a row for each position") {
  const auto rows = rows_of(chat(
      R"([{"token":"Hi","logprob":-0.105,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.105,"bytes":[72,105]},{"token":"Hello","logprob":-2.41,"bytes":[72,101,108,108,111]}]},
          {"token":"!","logprob":-3,"bytes":[33],"top_logprobs":[{"token":".","logprob":-1,"bytes":[46]}]}])",
      R"(,"refusal":null)"));
  REQUIRE(rows.size() == 2);
  CHECK(summary(rows) == "0:Hi 1:!");
  CHECK(rows[0].labels == Words{"Hi", "Hello"});
  // ln(1 - e^-0.105 - e^-2.41) = -4.6192505667781925 (mpmath)
  CHECK(rows[0].logits == Numbers{-0.105, -2.41, -4.6192505667781925});
  CHECK(rows[0].rest->highest == -4.6192505667781925);
  CHECK(rows[0].ids.empty());
  CHECK(rows[0].logprobs);
  CHECK(rows[0].place == "  --> stdin:1, position 0");
  CHECK(rows[1].labels == Words{".", "!"});
  CHECK(rows[1].position->chosen_index == 1U);
  CHECK(rows[1].place == "  --> stdin:2, position 1");
}

TEST_CASE("without top log-probs a position has its chosen token alone") {
  const Row row = row_of(chat(R"([{"token":"Hi","logprob":-0.25,"bytes":[72,105],"top_logprobs":[]}])"));
  CHECK(row.labels == Words{"Hi"});
  CHECK(row.logits == Numbers{-0.25, -1.5086915494460322});  // ln(1 - e^-0.25) (mpmath)
}

TEST_CASE("a refusal is read in place of the content") {
  CHECK(
      summary(rows_of(
          R"({"choices":[{"message":{"content":null,"refusal":"No"},"logprobs":{"content":null,"refusal":[{"token":"No","logprob":-0.1,"bytes":[78,111],"top_logprobs":[]}]}}]})")) ==
      "0:No");
}

TEST_CASE("DeepSeek's reasoning comes before the content, and is counted with it") {
  CHECK(summary(rows_of(
            chat(R"([{"token":"b","logprob":-1,"bytes":[98],"top_logprobs":[]}])",
                 R"(,"reasoning_content":[{"token":"a","logprob":-1,"bytes":[97],"top_logprobs":[]}])"))) ==
        "0:a 1:b");
}

TEST_CASE("each choice is counted by itself") {
  const std::string choice =
      R"(,"message":{},"logprobs":{"content":[{"token":"a","logprob":-1},{"token":"b","logprob":-1}]}})";
  CHECK(summary(rows_of(R"({"choices":[{"index":0)" + choice + R"(,{"index":1)" + choice + "]}")) ==
        "0:a 1:b 1/0:a 1/1:b");
  CHECK(summary(rows_of(R"({"choices":[{"x":0)" + choice + R"(,{"x":0)" + choice + "]}")) ==
        "0:a 1:b 1/0:a 1/1:b");
}

TEST_CASE("vLLM lists the sampled token first, whatever its rank") {
  const Row row = row_of(chat(
      R"([{"token":"token_id:9","logprob":-4,"bytes":null,"top_logprobs":[{"token":"token_id:9","logprob":-4,"bytes":null},{"token":"token_id:3","logprob":-0.5,"bytes":null},{"token":"token_id:5","logprob":-9999.0,"bytes":null}]}])"));
  CHECK(row.labels.empty());
  CHECK(row.ids == Ids{9, 3});
  CHECK(listed(row) == Numbers{-4, -0.5});
  CHECK(row.position->chosen == "9");
  CHECK(row.position->chosen_index == 0U);
  CHECK(row.rest->highest < -0.5);
}

TEST_CASE("vLLM's log-probs of the prompt come before the content") {
  const std::string prompt =
      R"([null,{"9707":{"logprob":-3.2,"rank":5,"decoded_token":"Hello"},"40":{"logprob":-1.1,"rank":1,"decoded_token":"I"}}])";
  const std::string choice = R"("message":{},"logprobs":{"content":[{"token":"a","logprob":-1}]})";
  const auto rows = rows_of(R"({"choices":[{)" + choice + R"(}],"prompt_logprobs":)" + prompt + "}");
  CHECK(summary(rows) == "p1:Hello 0:a");
  CHECK(rows[0].labels == Words{"I", "Hello"});  // a dictionary: by falling log-prob
  CHECK(rows[0].ids == Ids{40, 9707});
  CHECK(rows[0].notes ==
        Words{"position 0 of the prompt has no log-probs: nothing stands before it to predict it from"});
  CHECK(rows[0].rest->highest == -1.1);
  CHECK(rows[1].notes.empty());

  CHECK(summary(rows_of(R"({"choices":[{"message":{},"logprobs":null}],"prompt_logprobs":)" + prompt +
                        "}")) == "p1:Hello");  // who only scores a prompt asks for no more

  const auto by_choice =
      rows_of(R"({"choices":[{"prompt_token_ids":[1,40],"prompt_logprobs":)" + prompt + "," + choice + "}]}");
  CHECK(summary(by_choice) == "p1:I 0:a");
}

TEST_CASE("vLLM's token_ids go with the chosen tokens, where there are as many") {
  const auto with_ids = [](const std::string& ids) {
    return row_of(
        R"({"choices":[{"message":{},"token_ids":)" + ids +
        R"(,"logprobs":{"content":[{"token":"a","logprob":-1,"bytes":[97],"top_logprobs":[]}]}}]})");
  };
  CHECK(with_ids("[7]").ids == Ids{7});
  CHECK(with_ids("[7]").labels == Words{"a"});
  CHECK(with_ids("[7,8]").ids.empty());
}

TEST_CASE("a chosen token below vLLM's floor is told in a note") {
  const Row row = row_of(chat(
      R"([{"token":"x","logprob":-9999.0,"bytes":[120],"top_logprobs":[{"token":"a","logprob":-0.5,"bytes":[97]}]}])"));
  CHECK(row.labels == Words{"a"});
  CHECK(row.position->chosen == "x");
  CHECK_FALSE(row.position->chosen_index);
  CHECK(row.notes.size() == 1);
}

TEST_CASE("exactly -1000 is a ban, as TabbyAPI writes it") {
  const std::string start = R"([{"token":"a","logprob":-0.5,"top_logprobs":[{"token":"a","logprob":-0.5},)";
  CHECK(listed(row_of(chat(start + R"({"token":"b","logprob":-1000.0}]}])"))) == Numbers{-0.5, banned});
  CHECK(listed(row_of(chat(start + R"({"token":"b","logprob":-1000.5}]}])"))) == Numbers{-0.5, -1000.5});
}

TEST_CASE("null is a ban in TGI's and mistral.rs's lists, and an error in OpenAI's") {
  CHECK(
      listed(row_of(chat(
          R"([{"token":"a","logprob":-0.5,"top_logprobs":[{"token":"a","logprob":-0.5},{"token":"b","logprob":null}]}])"))) ==
      Numbers{-0.5, banned});
  const Row mistral = row_of(chat(
      R"([{"token":"a","bytes":null,"logprob":-0.5,"top_logprobs":[{"token":5,"bytes":"a","logprob":-0.5},{"token":6,"bytes":"b","logprob":null}]}])"));
  CHECK(mistral.labels == Words{"a", "b"});
  CHECK(mistral.ids == Ids{5, 6});
  CHECK(listed(mistral) == Numbers{-0.5, banned});
  CHECK(mistral.position->chosen_index == 0U);
  CHECK(
      error_of(chat(
          R"([{"token":"a","bytes":[97],"logprob":-0.5,"top_logprobs":[{"token":"b","bytes":[98],"logprob":null}]}])")) ==
      "the log-prob of 'b' is null, not a number");
}

TEST_CASE("mlx-lm lists ids, with tokens or without") {
  const Row with = row_of(chat(
      R"([{"id":5,"token":"a","logprob":-0.5,"top_logprobs":[{"id":5,"token":"a","logprob":-0.5},{"id":6,"token":"b","logprob":-2}]}])"));
  CHECK(with.ids == Ids{5, 6});
  CHECK(with.labels == Words{"a", "b"});
  const Row without = row_of(chat(R"([{"id":5,"logprob":-0.5}])"));
  CHECK(without.ids == Ids{5});
  CHECK(without.labels.empty());
}

TEST_CASE("lmdeploy leaves the sampled token out of its list") {
  const Row row = row_of(chat(
      R"([{"token":"a","bytes":[97],"logprob":-0.5,"top_logprobs":[{"token":"b","bytes":[98],"logprob":-1.5},{"token":"c","bytes":[99],"logprob":-3}]}])"));
  CHECK(row.labels == Words{"b", "c", "a"});
  CHECK(row.position->chosen_index == 2U);
}

TEST_CASE("KoboldCpp's entries are read once, and its floor is noted once") {
  const auto rows = rows_of(chat(
      R"([{"token":"a","token_id":5,"logprob":-0.5,"bytes":[97],"top_logprobs":[{"token":"a","token_id":5,"logprob":-0.5,"bytes":[97]},{"token":"b","token_id":6,"logprob":-9.210340371976182,"bytes":[98]}]},
          {"token":"b","token_id":6,"logprob":-9.210340371976182,"bytes":[98],"top_logprobs":[]}])",
      R"(,"tokens":["a","b"],"token_ids":[5,6],"token_logprobs":[-0.5,-9.210340371976182],"top_logprobs":[{"a":-0.5},{}],"text_offset":[0,1])"));
  CHECK(summary(rows) == "0:a 1:b");
  CHECK(rows[0].ids == Ids{5, 6});
  CHECK(listed(rows[0]) == Numbers{-0.5, -9.210340371976182});
  CHECK(rows[0].notes ==
        Words{"log-probs of -9.2103 are a floor (KoboldCpp lists no probability below 0.0001): "
              "the true ones are lower"});
  CHECK(rows[1].notes.empty());
}

TEST_CASE("MLC's floor is noted, as a float or with four decimals") {
  for (const auto* const floor : {"-23.02585092994046", "-23.0258503", "-23.0259"}) {
    const Row row = row_of(chat(
        R"([{"token":"a","bytes":[32,97],"logprob":-0.5,"top_logprobs":[{"token":"b","bytes":[98],"logprob":)" +
        std::string(floor) + "}]}]"));
    CHECK(row.labels == Words{"b", " a"});
    CHECK(row.notes.size() == 1);
  }
}

TEST_CASE("log-probs that add up to more than rounding explains are none, a hair above is nothing") {
  const auto entry = [](const std::string& other) {
    return R"({"token":"a","logprob":-0.1,"top_logprobs":[{"token":"a","logprob":-0.1},{"token":"b","logprob":)" +
           other + "}]}";
  };
  const auto rows = rows_of(chat("[" + entry("-2.3") + "," + entry("-2.3") + "]"));  // together 1.0051
  CHECK(rows[0].notes == Words{"the listed probabilities add up to more than 1, as rounded ones may"});
  CHECK(rows[1].notes.empty());
  CHECK(logits::refusal([&] {
          rows_of(chat("[" + entry("-0.2") + "]"));
        }).starts_with("the listed probabilities add up to 1.724: these are no log-probs\n"));
  CHECK(row_of(chat(R"([{"token":"a","logprob":1.2e-7,"top_logprobs":[{"token":"a","logprob":1.2e-7}]}])"))
            .notes.empty());
}

TEST_CASE("four tokens that look the same stay apart by index") {
  const Row row = row_of(chat(
      R"([{"token":"\ufffd","logprob":-2,"bytes":[239,191,189],"top_logprobs":[{"token":"\ufffd","logprob":-1,"bytes":[239,191,189]},{"token":"\ufffd","logprob":-2,"bytes":[239,191,189]},{"token":"\ufffd","logprob":-3,"bytes":[239,191,189]},{"token":"\ufffd","logprob":-4,"bytes":[239,191,189]}]}])"));
  CHECK(row.count() == 4);
  CHECK(row.position->chosen_index == 1U);
}

TEST_CASE("OpenAI's Responses are read part by part") {
  CHECK(summary(rows_of(
            R"({"object":"response","error":null,"output":[{"type":"reasoning"},{"type":"message","content":[
              {"type":"output_text","text":"Hi","annotations":[],"logprobs":[{"token":"Hi","bytes":[72,105],"logprob":-0.1,"top_logprobs":[{"token":"Hi","bytes":[72,105],"logprob":-0.1}]}]},
              {"type":"output_text","text":"!","logprobs":[{"token":"!","logprob":-0.1,"top_logprobs":[]}]}]}]})")) ==
        "0:Hi 1:!");
}

TEST_CASE("a legacy completion's dictionaries are read by falling log-prob, ties in their order") {
  const auto rows = rows_of(legacy(
      R"({"tokens":[" world","!"],"token_logprobs":[-0.5,-1.6],"top_logprobs":[{" there":-2.0," world":-0.5," you":-2.0},{"2":-3.1,".":-1.5,"?":-3.1}],"text_offset":[5,11]})"));
  CHECK(summary(rows) == "0: world 1:!");
  CHECK(rows[0].labels == Words{" world", " there", " you"});
  CHECK(rows[1].labels == Words{".", "2", "?", "!"});
  CHECK(rows[1].position->chosen_index == 3U);
}

TEST_CASE("the k+1st token of a legacy dictionary tells nothing of the others") {
  const Row row = row_of(
      legacy(R"({"tokens":["x"],"token_logprobs":[-5.0],"top_logprobs":[{"a":-1.5,"b":-1.6,"x":-5.0}]})"));
  CHECK(row.rest->highest == -1.6);
}

TEST_CASE("legacy lists without top log-probs are the chosen tokens alone, as Together sends them") {
  const auto rows =
      rows_of(R"({"prompt":[{"text":"A b","logprobs":{"tokens":["A"," b"],"token_logprobs":[null,-2.5]}}],
    "choices":[{"message":{"content":"c"},"logprobs":{"tokens":["c"],"token_ids":[7],"token_logprobs":[-0.25]}}]})");
  CHECK(summary(rows) == "p1: b 0:c");
  CHECK(rows[1].ids == Ids{7});
  CHECK(rows[1].logits == Numbers{-0.25, -1.5086915494460322});
}

TEST_CASE("an echoed prompt comes first, and usage says how long it is") {
  const std::string lists =
      R"({"tokens":["A"," b"," c"," d"],"token_logprobs":[null,-1,-2,-3],"top_logprobs":[null,{" b":-1},{" x":-1},{" d":-3}]})";
  const auto rows = rows_of(legacy(lists, R"(,"usage":{"prompt_tokens":2})"));
  CHECK(summary(rows) == "p1: b 0: c 1: d");
  CHECK(rows[0].notes ==
        Words{"position 0 of the prompt has no log-probs: nothing stands before it to predict it from"});
  CHECK(rows[1].labels == Words{" x", " c"});
  CHECK(summary(rows_of(legacy(lists))) == "1: b 2: c 3: d");  // nobody says where the prompt ends
}

TEST_CASE("a prompt of one token and no more has nothing to show") {
  CHECK(error_of(legacy(R"({"tokens":["A"],"token_logprobs":[null],"top_logprobs":[null]})")) ==
        "position 0 has no log-probs: nothing stands before it to predict it from");
}

TEST_CASE("text-generation-webui tells the ids too") {
  const auto rows = rows_of(legacy(
      R"({"tokens":["a","b"],"token_logprobs":[-0.5,-1],"top_logprobs":[{"a":-0.5,"b":-2},{"b":-1}],"top_logprobs_ids":[{"7":-0.5,"8":-2},{"8":-1,"9":-3}]})"));
  CHECK(rows[0].labels == Words{"a", "b"});
  CHECK(rows[0].ids == Ids{7, 8});
  CHECK(rows[1].count() == 3);  // two texts fell together: the ids tell them apart
  CHECK(rows[1].labels == Words{"token_id:8", "token_id:9", "b"});
}

TEST_CASE("Fireworks' ids go with the chosen tokens") {
  const Row row = row_of(legacy(
      R"({"tokens":["a"],"token_ids":[7],"token_logprobs":[-0.5],"top_logprobs":[{"a":-0.5,"b":-2}],"text_offset":[0]})"));
  CHECK(row.labels == Words{"a", "b"});
  CHECK(row.ids.empty());
  CHECK(row.position->chosen_index == 0U);
}

TEST_CASE("lists of different lengths are refused") {
  CHECK(error_of(legacy(R"({"tokens":["a","b"],"token_logprobs":[-0.5]})")) ==
        "'token_logprobs' has 1 element and 'tokens' has 2");
}

TEST_CASE("a token without a log-prob in the middle of the lists is refused") {
  CHECK(error_of(legacy(R"({"tokens":["a","b"],"token_logprobs":[-0.5,null]})")) ==
        "the token 'b' has no log-prob");
}
