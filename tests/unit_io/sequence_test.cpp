#include "src/cli/sequence.hpp"

#include "src/cli/evaluate.hpp"
#include "src/cli/options.hpp"
#include "src/io/documents.hpp"
#include "tests/catch.hpp"
#include "tests/reference/reference.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/refusal.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

using logits::State;
using logits::cli::Sequence;
using logits::io::Row;

namespace {

std::vector<Row> rows_of(const std::vector<std::string>& inputs) {
  logits::io::MemorySource nothing("");
  const logits::io::Rows rows = logits::io::open_inputs(inputs, {}, nothing, [] {});
  std::vector<Row> result;
  while (auto row = rows()) result.push_back(*std::move(row));
  for (std::size_t i = 0; i < result.size(); ++i) result[i].number = i;
  return result;
}

/// The rows as one sequence, as the options say.
std::vector<logits::io::Result> run(const std::vector<std::string>& words, const std::vector<Row>& rows,
                                    Sequence sequence = Sequence({})) {
  const auto options = logits::cli::parse_options(words);
  std::vector<logits::io::Result> results;
  for (const Row& row : rows) {
    auto before = sequence.state_for(row);
    results.push_back(
        evaluate(options, prepared(options, row, row.number, options.seed.value_or(0), std::move(before))));
    sequence.go_on(results.back());
  }
  return results;
}

/// A sequence that goes on with these tokens, and what it leaves to the row behind the last one.
std::vector<logits::TokenId> history_at_the_end(const std::vector<std::string>& targets,
                                                const std::vector<std::string>& inputs) {
  std::vector<logits::cli::NextToken> next;
  for (const std::string& target : targets) {
    logits::cli::NextToken token;
    token.token.text = target;
    token.who = "--targets";
    next.push_back(std::move(token));
  }
  return run({"--sequence", "-"}, rows_of(inputs), Sequence(next)).back().state.history;
}

}  // namespace

TEST_CASE("a sequence draws the tokens of an independent mirostat 2, and learns the same mu") {
  const auto vectors = reference::read("sequence_vectors.json");
  const std::vector<Row> steps = rows_of({LOGITS_DATA "/steps.ndjson"});
  for (const auto& expected : vectors["runs"]) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < expected["tokens"].size(); ++i) {
      rows.push_back(steps[i % steps.size()]);
      rows.back().number = i;
    }
    const auto option = [&](const char* name) {
      return expected[name].dump();
    };
    const auto results =
        run({"sample", "--sequence", "--seed", vectors["seed"].dump(), "--mirostat", "2", "--mirostat-tau",
             option("tau"), "--mirostat-eta", option("eta"), "--repetition-penalty",
             option("repetition_penalty"), "--frequency-penalty", option("frequency_penalty"), "-"},
            rows);
    for (std::size_t i = 0; i < results.size(); ++i) {
      CAPTURE(i);
      CHECK(results[i].continuation->token == expected["tokens"][i].get<logits::TokenId>());
      CHECK(std::abs(*results[i].continuation->mu_after - expected["mus"][i].get<double>()) < 1e-13);
    }
  }
}

TEST_CASE(
    "the tokens so far are found by name in a row that lists others, and stay tokens where it has not") {
  // "a" is no token of the second row and the first of the third; "d" is none of the first.
  const std::vector<std::string> rows = {R"([{"a":0,"b":1},{"b":0,"d":1},{"a":0,"c":0,"d":0,"b":2}])"};
  CHECK(history_at_the_end({"a", "d", "c"}, rows) == std::vector<logits::TokenId>{0, 2});
  CHECK(history_at_the_end({"b", "b", "c"}, rows) == std::vector<logits::TokenId>{3, 3});
}

TEST_CASE("a token that no row has any more keeps a number of its own") {
  CHECK(
      history_at_the_end({"a", "b", "c", "d"}, {R"([{"a":0,"b":0},{"b":0,"c":0},{"c":0,"d":0},{"d":0}])"}) ==
      std::vector<logits::TokenId>{1, 2, 3});
  CHECK(history_at_the_end({"a", "b", "a"}, {R"([{"a":0},{"b":0},{"a":0}])"}) ==
        std::vector<logits::TokenId>{0, 1});
}

TEST_CASE("a token that was named is found by its id where rows have ids") {
  CHECK(history_at_the_end({"x", "y", "x"},
                           {R"([{"token":"x","id":7,"logit":0},{"token":"y","id":9,"logit":0}])",
                            R"([{"token":"y","id":9,"logit":0},{"token":"x","id":7,"logit":0}])",
                            R"([{"token":"x","id":3,"logit":0},{"token":"z","id":7,"logit":0}])"}) ==
        std::vector<logits::TokenId>{1, 2});
}

TEST_CASE("rows of different tokens without names, or with one name for two, are no sequence") {
  CHECK(logits::refusal([] {
          run({"--sequence", "-"}, rows_of({"[[1,2],[1,2,3]]"}));
        }) == "row 0 has 2 tokens and row 1 3, and without names for both nobody knows which are the same");
  CHECK(logits::refusal([] {
          run({"--sequence", "--seed", "1", "-"},
              rows_of({R"([{"token":"a","logit":0},{"token":"a","logit":0}])", R"({"a":0})"}));
        }) ==
        "row 0 has several tokens called 'a', and the rows have different tokens: nobody knows which are the "
        "same");
}
