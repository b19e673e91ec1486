#include "src/io/response.hpp"

#include "logits/softmax.hpp"
#include "src/io/heat.hpp"
#include "src/io/position.hpp"
#include "src/io/write_certainty.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"

#include <limits>
#include <string>
#include <utility>
#include <vector>

using logits::TokenId;
using logits::io::certainty_of;
using logits::io::ChosenToken;
using logits::io::heat_level;
using logits::io::heat_lines;
using logits::io::Passage;
using logits::io::Position;
using logits::io::rank_of_chosen;
using logits::io::Responses;
using logits::io::Rest;
using logits::io::Result;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Three tokens with these log-probs, as they are told, and a rest below the last.
Result position(Position where, std::vector<double> logps = {-0.5, -1.5, -2.5}) {
  Result result;
  result.chain = {.steps = {logits::Bias{}}};
  result.row.labels = {" a", " b", " c"};
  result.row.position = std::move(where);
  result.row.rest = Rest{logps.back()};
  logps.push_back(-3);
  result.row.logits = logps;
  result.distribution = logits::as_told(logits::Candidates::from(logps));
  return result;
}

Position at(std::uint64_t number, std::uint64_t choice = 0, bool in_prompt = false,
            std::uint64_t response = 0) {
  return {.response = response,
          .choice = choice,
          .number = number,
          .in_prompt = in_prompt,
          .chosen = " b",
          .chosen_index = 1};
}

std::vector<std::string> texts(const std::vector<std::vector<logits::io::HeatPiece>>& lines) {
  std::vector<std::string> result;
  for (const auto& line : lines) {
    result.emplace_back();
    for (const auto& piece : line) result.back() += piece.text;
  }
  return result;
}

ChosenToken token(std::string text, double p) {
  ChosenToken one;
  one.position.chosen = std::move(text);
  one.p = p;
  return one;
}

}  // namespace

TEST_CASE("the rank of the chosen token counts those before it, the earlier of equals first") {
  CHECK(rank_of_chosen(position(at(0))) == 2);
  CHECK(rank_of_chosen(position(at(0), {-1.5, -1.5, -2.5})) == 2);
  CHECK(rank_of_chosen(position(at(0), {-2.5, -1.5, -1.5})) == 1);
}

TEST_CASE("a chosen token below all that is listed has no known rank") {
  Result result = position(at(0));
  result.row.rest = Rest{-1.2};  // the API lists a and c, and added b
  CHECK(rank_of_chosen(result) == std::nullopt);
  CHECK(position_heading(result, 4) ==
        "position 0: \" b\" chosen, p 0.2231, beyond the 2 likeliest that are listed");
}

TEST_CASE("a heading tells what was chosen where") {
  CHECK(position_heading(position(at(3)), 4) == "position 3: \" b\" chosen, p 0.2231, rank 2");
  CHECK(position_heading(position(at(3, 1)), 4) == "choice 1, position 3: \" b\" chosen, p 0.2231, rank 2");
  CHECK(position_heading(position(at(3, 0, true)), 4) == "prompt position 3: \" b\" given, p 0.2231, rank 2");
  Result unknown = position(at(3));
  unknown.row.position->chosen_index.reset();
  CHECK(position_heading(unknown, 4) == "position 3: \" b\" chosen, not among the 3 listed");
}

TEST_CASE("positions of one choice are one passage, also where choices take turns") {
  Responses responses;
  for (const std::uint64_t number : {0U, 1U, 2U}) {
    responses.add(chosen_token(position(at(number, 0))));
    responses.add(chosen_token(position(at(number, 1))));
  }
  REQUIRE(responses.passages().size() == 2);
  CHECK(responses.passages()[0].tokens.size() == 3);
  CHECK(responses.title_of(responses.passages()[1]) == "choice 1");
}

TEST_CASE("responses are apart, and so are prompt and answer") {
  Responses responses;
  for (const std::uint64_t response : {0U, 1U}) {
    responses.add(chosen_token(position(at(1, 0, true, response))));
    responses.add(chosen_token(position(at(0, 0, false, response))));
    responses.add(chosen_token(position(at(1, 0, false, response))));
  }
  REQUIRE(responses.passages().size() == 4);
  CHECK(responses.title_of(responses.passages()[0]) == "response 0, prompt");
  CHECK(responses.title_of(responses.passages()[3]) == "response 1, answer");
}

TEST_CASE("certainty is the mean log-prob, its perplexity, and the least certain first") {
  Responses responses;
  responses.add(chosen_token(position(at(0), {-0.5, -1.0, -2.5})));
  responses.add(chosen_token(position(at(1), {-0.5, -3.0, -4.0})));
  Result unknown = position(at(2));
  unknown.row.position->chosen_index.reset();
  responses.add(chosen_token(unknown));
  const auto certainty = certainty_of(responses.passages().front());
  CHECK(certainty.tokens == 2);
  CHECK(certainty.unknown == 1);
  CHECK(certainty.mean_logp == -2);
  CHECK(certainty.perplexity == Approx(7.38905609893065));  // e^2
  REQUIRE(certainty.doubtful.size() == 2);
  CHECK(certainty.doubtful[0]->position.number == 1);
}

TEST_CASE("a chosen token that the steps cut makes the perplexity infinite, and JSON says so") {
  Result cut = position(at(0));
  cut.distribution = logits::softmax(logits::Candidates::from(std::vector{-0.5, -infinity, -2.5}));
  Responses responses;
  responses.add(chosen_token(cut));
  logits::io::MemorySink sink;
  logits::io::Output out(sink);
  print_certainty_json(out, responses);
  out.flush();
  CHECK(sink.text.find("\"mean_logp\":\"-inf\",\"perplexity\":\"inf\"") != std::string::npos);
}

TEST_CASE("the less likely, the hotter") {
  CHECK(heat_level(token("a", 1)) == 0);
  CHECK(heat_level(token("a", 0.9)) == 0);
  CHECK(heat_level(token("a", 0.89)) == 1);
  CHECK(heat_level(token("a", 0.2)) == 2);
  CHECK(heat_level(token("a", 0.05)) == 3);
  CHECK(heat_level(token("a", 0)) == 4);
  CHECK(heat_level(ChosenToken{}) == std::nullopt);
}

TEST_CASE("a heat line breaks between tokens, and behind a line feed") {
  const Passage passage{{token("one", 1), token(" two", 1), token(".\n", 1), token("three", 1)}};
  CHECK(texts(heat_lines(passage, 20, false)) == std::vector<std::string>{"one two.\\n", "three"});
  CHECK(texts(heat_lines(passage, 8, false)) == std::vector<std::string>{"one two", ".\\n", "three"});
}

TEST_CASE("an empty token can be seen, and a long one is cut") {
  const Passage passage{{token("", 1), token(std::string(60, 'x'), 1)}};
  CHECK(texts(heat_lines(passage, 78, false)) == std::vector<std::string>{"∅" + std::string(39, 'x') + "…"});
  CHECK(texts(heat_lines(passage, 78, true)) ==
        std::vector<std::string>{"\"\"" + std::string(37, 'x') + "..."});
}
