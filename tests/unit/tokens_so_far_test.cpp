#include "src/core/tokens_so_far.hpp"

#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"

using logits::TokenId;
using Tokens = std::vector<TokenId>;

TEST_CASE("the tokens so far are those of the prompt and then of the history") {
  CHECK(logits::tokens_so_far({.prompt = {1, 2}, .history = {3}}, 0) == Tokens{1, 2, 3});
}

TEST_CASE("a window has the last tokens, across the end of the prompt too") {
  const logits::State state{.prompt = {1, 2}, .history = {3, 4}};
  CHECK(logits::tokens_so_far(state, 1) == Tokens{4});
  CHECK(logits::tokens_so_far(state, 3) == Tokens{2, 3, 4});
  CHECK(logits::tokens_so_far(state, 4) == Tokens{1, 2, 3, 4});
  CHECK(logits::tokens_so_far(state, ~std::uint64_t{0}) == Tokens{1, 2, 3, 4});
}

TEST_CASE("before each token it is told how long the suffix of all is that ends there") {
  using Lengths = std::vector<std::size_t>;
  CHECK(logits::suffixes_before(Tokens{1, 2, 3, 1, 2}) == Lengths{0, 0, 2, 0, 0});
  CHECK(logits::suffixes_before(Tokens{7, 7, 7, 7}) == Lengths{0, 1, 2, 3});
  CHECK(logits::suffixes_before(Tokens{5}) == Lengths{0});
  CHECK(logits::suffixes_before(Tokens{}).empty());
}

TEST_CASE("suffixes are as long as comparing token by token tells") {
  rows::Dice dice(1);
  for (int trial = 0; trial < 3000; ++trial) {
    Tokens tokens(dice.below(40));
    const std::size_t kinds = 1 + dice.below(4);
    for (TokenId& id : tokens) id = static_cast<TokenId>(dice.below(kinds));
    const std::vector<std::size_t> found = logits::suffixes_before(tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      std::size_t length = 0;
      while (length < i && tokens[i - 1 - length] == tokens[tokens.size() - 1 - length]) ++length;
      REQUIRE(found[i] == length);
    }
  }
}
