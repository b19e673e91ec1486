#include "logits/steps/penalties.hpp"

#include "logits/error.hpp"
#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

using logits::Candidates;
using logits::Dry;
using logits::Error;
using logits::Failure;
using logits::NoRepeatNgram;
using logits::Penalties;
using logits::State;
using logits::TokenId;
using Ids = std::vector<TokenId>;
using Logits = std::vector<double>;

namespace {

template <typename Step>
Candidates after(const Step& step, const State& state, const Logits& logits, double temperature = 1) {
  Candidates candidates = Candidates::from(logits);
  candidates.temperature = temperature;
  step.apply(candidates, state);
  return candidates;
}

template <typename Step>
Error error_of(const Step& step, const State& state, const Logits& logits) {
  try {
    after(step, state, logits);
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("the step succeeded");
}

/// Up to 30 tokens of few kinds.
Ids few_kinds(rows::Dice& dice) {
  Ids tokens(dice.below(30));
  const std::size_t kinds = 1 + dice.below(4);
  for (TokenId& id : tokens) id = static_cast<TokenId>(dice.below(kinds));
  return tokens;
}

/// By definition: of each token that was followed by `next` the suffixes of all, longest first.
std::optional<std::size_t> longest_repetition(const Ids& tokens, TokenId next, const Ids& breakers) {
  for (std::size_t length = tokens.size(); length-- > 0;) {
    const Ids suffix(tokens.end() - static_cast<std::ptrdiff_t>(length), tokens.end());
    if (std::find_first_of(suffix.begin(), suffix.end(), breakers.begin(), breakers.end()) != suffix.end())
      continue;
    for (std::size_t i = 0; i + length < tokens.size(); ++i) {
      const auto start = tokens.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::equal(suffix.begin(), suffix.end(), start) && tokens[i + length] == next) return length;
    }
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a repetition penalty divides logits of tokens that are there, and multiplies those below zero") {
  const State state{.prompt = {0}, .history = {1, 1, 3}};
  CHECK(after(Penalties{.repetition = 2}, state, {3, -3, 3, 0}).logits == Logits{1.5, -6, 3, 0});
}

TEST_CASE("frequency counts the tokens generated, presence asks whether there is one") {
  const State state{.prompt = {0, 2}, .history = {1, 1, 3}};
  CHECK(after(Penalties{.frequency = 0.5}, state, {1, 1, 1, 1}).logits == Logits{1, 0, 1, 0.5});
  CHECK(after(Penalties{.presence = 0.25}, state, {1, 1, 1, 1}).logits == Logits{1, 0.75, 1, 0.75});
  CHECK(after(Penalties{.frequency = -0.5, .presence = 0.25}, state, {1, 1, 1, 1}).logits ==
        Logits{1, 1.75, 1, 1.25});
}

TEST_CASE("the repetition penalty comes first, or last") {
  // The logit 2 becomes 2 / 2 - 0.5 - 0.5 = 0 or (2 - 0.5 - 0.5) / 2 = 0.5.
  Penalties penalties{.repetition = 2, .frequency = 0.5, .presence = 0.5};
  const State state{.history = {0}};
  CHECK(after(penalties, state, {2}).logits == Logits{0});
  penalties.order = Penalties::Order::additive_first;
  CHECK(after(penalties, state, {2}).logits == Logits{0.5});
}

TEST_CASE("each penalty has its scope") {
  const State state{.prompt = {0}, .history = {1}};
  CHECK(
      after(Penalties{.repetition = 2, .repetition_scope = Penalties::Scope::output}, state, {4, 4}).logits ==
      Logits{4, 2});
  CHECK(after(Penalties{.presence = 1, .additive_scope = Penalties::Scope::all}, state, {4, 4}).logits ==
        Logits{3, 3});
}

TEST_CASE("a penalty's window is the last tokens of its scope") {
  const State state{.prompt = {0, 1}, .history = {2, 3}};
  CHECK(after(Penalties{.repetition = 2, .window = 3}, state, {4, 4, 4, 4}).logits == Logits{4, 2, 2, 2});
  CHECK(after(Penalties{.presence = 1, .window = 1}, state, {4, 4, 4, 4}).logits == Logits{4, 4, 4, 3});
  CHECK(after(Penalties{.presence = 1, .window = 9}, state, {4, 4, 4, 4}).logits == Logits{4, 4, 3, 3});
}

TEST_CASE("as a share, frequency is the count by the number of tokens looked at") {
  const State state{.history = {0, 1, 1, 1}};
  CHECK(
      after(Penalties{.frequency = 1, .frequency_unit = Penalties::Frequency::share}, state, {1, 1}).logits ==
      Logits{0.75, 0.25});
}

TEST_CASE("penalties ignore tokens that are no candidates") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(after(Penalties{.repetition = 2, .presence = 1}, {.history = {1, 7, 4'000'000'000}},
              {1, -infinity, 1}) == Candidates{.ids = {0, 2}, .logits = {1, 1}});
}

TEST_CASE("penalties after a temperature act on the divided logits") {
  CHECK(after(Penalties{.presence = 1}, {.history = {0}}, {1, 3}, 0.5) ==
        Candidates{.ids = {0, 1}, .logits = {1, 6}});
}

TEST_CASE("a penalty that overflows names the token") {
  const Error error = error_of(Penalties{.repetition = 0.1}, {.history = {1}}, {0, 1e308});
  CHECK(error.failure == Failure::input);
  CHECK(error.what() == std::string("the penalty overflows at token 1"));
  CHECK(error_of(Penalties{.repetition = 10}, {.history = {0}}, {-1e308}).failure == Failure::input);
}

TEST_CASE("a logit that overflows when it is divided by the temperature owed names the token") {
  Candidates candidates{.ids = {2, 5}, .logits = {0, 1e308}, .temperature = 0.5};
  CHECK_THROWS_WITH(Penalties{.presence = 1}.apply(candidates, {}), "the temperature overflows at token 5");
}

TEST_CASE("no-repeat-ngram bans what would repeat an n-gram") {
  const State state{.prompt = {0, 1, 2}, .history = {0, 1}};  // 0 1 2 would be there twice
  CHECK(after(NoRepeatNgram{3}, state, {1, 1, 1, 1}).ids == Ids{0, 1, 3});
  CHECK(after(NoRepeatNgram{4}, state, {1, 1, 1, 1}).ids == Ids{0, 1, 2, 3});
}

TEST_CASE("no-repeat-ngram 1 bans every token that is there") {
  CHECK(after(NoRepeatNgram{1}, {.prompt = {0}, .history = {2, 9}}, {1, 1, 1, 1}).ids == Ids{1, 3});
}

TEST_CASE("no-repeat-ngram bans nothing where there are too few tokens") {
  CHECK(after(NoRepeatNgram{2}, {}, {1, 1}).ids == Ids{0, 1});
  CHECK(after(NoRepeatNgram{2}, {.prompt = {0}}, {1, 1}).ids == Ids{0, 1});
  CHECK(after(NoRepeatNgram{~std::uint64_t{0}}, {.prompt = {0, 0}}, {1, 1}).ids == Ids{0, 1});
}

TEST_CASE("no-repeat-ngram leaves the temperature owed") {
  CHECK(after(NoRepeatNgram{1}, {.prompt = {0}}, {1, 3}, 0.5) ==
        Candidates{.ids = {1}, .logits = {3}, .temperature = 0.5});
}

TEST_CASE("no-repeat-ngram that bans every token leaves no answer") {
  const Error error = error_of(NoRepeatNgram{1}, {.prompt = {0, 1}}, {1, 1});
  CHECK(error.failure == Failure::no_answer);
  CHECK(error.what() == std::string("every token is banned: no-repeat-ngram leaves none"));
}

TEST_CASE("no-repeat-ngram bans exactly the tokens whose n-gram is there") {
  rows::Dice dice(2);
  for (int trial = 0; trial < 3000; ++trial) {
    const Ids tokens = few_kinds(dice);
    const std::size_t n = 1 + dice.below(5);
    Ids expected;
    for (TokenId next = 0; next < 5; ++next) {  // 4 is in no history
      Ids gram = tokens;
      gram.push_back(next);
      if (gram.size() > n) gram.erase(gram.begin(), gram.end() - static_cast<std::ptrdiff_t>(n));
      const bool is_there = gram.size() == n && std::search(tokens.begin(), tokens.end(), gram.begin(),
                                                            gram.end()) != tokens.end();
      if (!is_there) expected.push_back(next);
    }
    REQUIRE(after(NoRepeatNgram{n}, {.history = tokens}, {0, 0, 0, 0, 0}).ids == expected);
  }
}

TEST_CASE("dry lowers what would go on with a repetition, the more the longer it is") {
  // 1 2 3 came before 4: 2 * 2^(3 - 2) = 4.
  const State state{.prompt = {1, 2, 3, 4, 1, 2}, .history = {3}};
  CHECK(after(Dry{.multiplier = 2, .base = 2}, state, {0, 0, 0, 0, 0}).logits == Logits{0, 0, 0, 0, -4});
  CHECK(after(Dry{.multiplier = 2, .base = 2, .allowed_length = 0}, state, {0, 0, 0, 0, 0}).logits ==
        Logits{0, -2, -2, -2, -16});
}

TEST_CASE("dry leaves repetitions shorter than allowed") {
  const State state{.prompt = {1, 2, 3, 4, 1, 2}, .history = {3}};
  CHECK(after(Dry{.multiplier = 2, .base = 2, .allowed_length = 3}, state, {0, 0, 0, 0, 0}).logits[4] == -2);
  CHECK(after(Dry{.multiplier = 2, .base = 2, .allowed_length = 4}, state, {0, 0, 0, 0, 0}).logits[4] == 0);
}

TEST_CASE("dry counts the longest of several repetitions, and they may overlap") {
  CHECK(after(Dry{.multiplier = 1, .base = 3}, {.history = {0, 0, 0, 0}}, {0, 0}).logits == Logits{-3, 0});
  CHECK(after(Dry{.multiplier = 1, .base = 3}, {.history = {2, 1, 0, 9, 2, 1, 0, 0, 5, 2, 1}}, {0}).logits ==
        Logits{-1});
}

TEST_CASE("a breaker ends a match, and is not lowered itself") {
  const State state{.history = {1, 2, 3, 4, 1, 2, 3}};
  CHECK(after(Dry{.multiplier = 1, .base = 3, .breakers = {1}}, state, {0, 0, 0, 0, 0}).logits ==
        Logits{0, 0, 0, 0, -1});
  CHECK(after(Dry{.multiplier = 1, .base = 3, .breakers = {2}}, state, {0, 0, 0, 0, 0}).logits ==
        Logits{0, 0, 0, 0, 0});
  CHECK(after(Dry{.multiplier = 1, .base = 3, .breakers = {4}}, state, {0, 0, 0, 0, 0}).logits ==
        Logits{0, 0, 0, 0, 0});
}

TEST_CASE("dry's window is the last tokens of prompt and history") {
  const State state{.prompt = {1, 2, 3, 4}, .history = {1, 2, 3}};
  CHECK(after(Dry{.multiplier = 1, .base = 3, .window = 6}, state, {0, 0, 0, 0, 0}).logits[4] == -1);
  CHECK(after(Dry{.multiplier = 1, .base = 3, .window = 5}, state, {0, 0, 0, 0, 0}).logits[4] == 0);
}

TEST_CASE("dry that overflows bans the token") {
  const State state{.history = Ids(2000, 0)};
  CHECK(after(Dry{.multiplier = 1}, state, {0, 0}).ids == Ids{1});
  CHECK(after(Dry{.multiplier = 1, .base = 1}, state, {0, 0}).logits == Logits{-1, 0});
}

TEST_CASE("dry that bans every token leaves no answer") {
  const Error error = error_of(Dry{.multiplier = 1}, {.history = Ids(2000, 0)}, {0});
  CHECK(error.failure == Failure::no_answer);
  CHECK(error.what() == std::string("every token is banned: dry leaves none"));
}

TEST_CASE("dry after a temperature acts on the divided logits") {
  CHECK(after(Dry{.multiplier = 1, .base = 3}, {.history = {0, 0, 0, 0}}, {1, 3}, 0.5) ==
        Candidates{.ids = {0, 1}, .logits = {-1, 6}});
}

TEST_CASE("dry lowers by the longest repetition that its definition tells") {
  rows::Dice dice(3);
  for (int trial = 0; trial < 3000; ++trial) {
    const Ids tokens = few_kinds(dice);
    Dry dry{.multiplier = 1, .base = 2, .allowed_length = dice.below(4)};
    if (dice.below(2) == 0) dry.breakers = {3};
    Logits expected;
    for (TokenId next = 0; next < 5; ++next) {
      const auto length = longest_repetition(tokens, next, dry.breakers);
      const bool is_breaker = !dry.breakers.empty() && next == 3;
      const bool is_lowered = length && !is_breaker && *length >= dry.allowed_length;
      expected.push_back(
          is_lowered ? -std::ldexp(1.0, static_cast<int>(*length) - static_cast<int>(dry.allowed_length))
                     : 0);
    }
    REQUIRE(after(dry, {.history = tokens}, {0, 0, 0, 0, 0}).logits == expected);
  }
}

TEST_CASE("repetitions of a long history are found in linear time") {
  const State state{.history = Ids(1'000'000, 0)};
  CHECK(after(Dry{.multiplier = 1}, state, {0, 0}).ids == Ids{1});
  CHECK(after(NoRepeatNgram{500'000}, state, {0, 0}).ids == Ids{1});
}
