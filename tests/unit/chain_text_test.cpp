// Chains as text, of include/logits/chain.hpp.
#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "tests/catch.hpp"
#include "tests/properties/parts.hpp"
#include "tests/properties/rows.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using logits::Bias;
using logits::Chain;
using logits::Dry;
using logits::Error;
using logits::Failure;
using logits::MinP;
using logits::Mirostat;
using logits::Parameter;
using logits::parse_chain;
using logits::Penalties;
using logits::PLess;
using logits::Range;
using logits::Temperature;
using logits::to_text;
using logits::TokenId;
using logits::TopK;
using logits::TopP;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Up to six parts of few kinds, so that some follow their like.
Chain random_chain(rows::Dice& dice) {
  Chain chain;
  const std::size_t first = dice.below(std::variant_size_v<logits::Step>);
  for (std::size_t i = dice.below(7); i > 0; --i)
    chain.steps.push_back(
        parts::random_of<logits::Step>((first + dice.below(3)) % std::variant_size_v<logits::Step>, dice));
  chain.picker = parts::random_of<logits::Picker>(dice.below(3), dice);
  return chain;
}

Chain without_those_off(Chain chain) {
  std::vector<logits::Step> on;
  for (const logits::Step& step : chain.steps) {
    if (!logits::is_off(step)) on.push_back(step);
  }
  chain.steps = on;
  if (logits::is_off(chain, on.size())) chain.picker = logits::Draw{};
  return chain;
}

Error error_of(const std::string& text) {
  try {
    parse_chain(text);
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("it is a chain");
}

std::string words_of(const std::string& text) {
  const Error error = error_of(text);
  CHECK(error.failure == Failure::usage);
  return error.what();
}

}  // namespace

TEST_CASE("a chain as text names the parameters that are set, in the order of the steps") {
  CHECK(to_text({.steps = {Bias{.terms = {{3, 1.5}, {7, -infinity}}}, Temperature{0.7}, TopK{40},
                           PLess{true}}}) == "bias=3:1.5,7:-inf temperature=0.7 top-k=40 p-less");
  CHECK(to_text({.steps = {TopP{.p = 0.9, .rule = TopP::Rule::pass}, Temperature{.t = 1, .range = 0.5}},
                 .picker = Mirostat{.version = Mirostat::Version::two, .tau = 3}}) ==
        "top-p=0.9 top-p-rule=pass dynatemp-range=0.5 mirostat=2 mirostat-tau=3");
}

TEST_CASE("what is off is left out of a chain's text") {
  CHECK(to_text(logits::default_chain()).empty());
  CHECK(to_text({.steps = {TopP{.p = 1, .rule = TopP::Rule::pass}}, .picker = Mirostat{.tau = 3}}).empty());
}

TEST_CASE("a chain reads as its text says") {
  CHECK(parse_chain("bias=3:1.5,7:-inf temperature=0.7 top-k=40 p-less") ==
        Chain{.steps = {Bias{.terms = {{3, 1.5}, {7, -infinity}}}, Temperature{0.7}, TopK{40}, PLess{true}}});
  CHECK(parse_chain(" \n top-k=2\tdry-multiplier=0.8 dry-breakers=13,198  mirostat-tau=3 mirostat=1 ") ==
        Chain{.steps = {TopK{2}, Dry{.multiplier = 0.8, .breakers = {13, 198}}},
              .picker = Mirostat{.version = Mirostat::Version::one, .tau = 3}});
  CHECK(parse_chain("") == Chain{});
}

TEST_CASE("a parameter that is set already begins another step") {
  CHECK(parse_chain("temperature=2 temperature=0.5") == Chain{.steps = {Temperature{2}, Temperature{0.5}}});
  CHECK(parse_chain("temperature=2 dynatemp-range=1") == Chain{.steps = {Temperature{.t = 2, .range = 1}}});
  CHECK(parse_chain("top-k=3 top-p=0.5 top-k-ties=all").steps.size() == 3);
}

TEST_CASE("steps of one kind that follow each other are told apart by their first parameter") {
  const Chain chain{.steps = {Temperature{.t = 1, .range = 0.5}, Temperature{2}}};
  CHECK(to_text(chain) == "temperature=1 dynatemp-range=0.5 temperature=2");
  CHECK(parse_chain(to_text(chain)) == chain);
  const Chain around_one_off{.steps = {Penalties{.presence = 1}, TopK{0}, Penalties{.frequency = 1}}};
  CHECK(parse_chain(to_text(around_one_off)) == without_those_off(around_one_off));
}

TEST_CASE("any chain comes back from its text, but for what is off") {
  for (std::uint64_t seed = 0; seed < 5000; ++seed) {
    rows::Dice dice(seed);
    const Chain chain = random_chain(dice);
    const std::string text = to_text(chain);
    INFO(text);
    REQUIRE(parse_chain(text) == without_those_off(chain));
    REQUIRE(to_text(parse_chain(text)) == text);
  }
}

TEST_CASE("numbers in a chain are read as people write them") {
  for (const std::string text : {".7", "0.70", "7e-1", "+0.7", "70E-2"})
    CHECK(parse_chain("temperature=" + text) == Chain{.steps = {Temperature{0.7}}});
  CHECK(parse_chain("p-less=on") == Chain{.steps = {PLess{true}}});
  CHECK(parse_chain("p-less=false") == Chain{.steps = {PLess{false}}});
}

TEST_CASE("an unknown parameter in a chain is named") {
  CHECK(words_of("top-k=3 topp=0.5") == "unknown parameter 'topp' in the chain");
  CHECK(words_of("=3") == "unknown parameter '' in the chain");
  CHECK(words_of("top-k = 3") == "top-k in the chain must be a whole number from 0 to 2^64 - 1, not ''");
}

TEST_CASE("a value that a parameter may not take is refused with what it may be") {
  CHECK(words_of("top-p=1.5") == "top-p in the chain must be a number from 0 to 1, not '1.5'");
  CHECK(words_of("adaptive-decay=1") ==
        "adaptive-decay in the chain must be a number from 0 to below 1, not '1'");
  CHECK(words_of("repetition-penalty=0") ==
        "repetition-penalty in the chain must be a number above zero, not '0'");
  CHECK(words_of("temperature=-1") ==
        "temperature in the chain must be a number that is zero or more, not '-1'");
  CHECK(words_of("cfg-scale=") == "cfg-scale in the chain must be a number, not ''");
  CHECK(words_of("top-k=2.5") == "top-k in the chain must be a whole number from 0 to 2^64 - 1, not '2.5'");
  CHECK(words_of("top-k=18446744073709551616") ==
        "top-k in the chain must be a whole number from 0 to 2^64 - 1, not '18446744073709551616'");
  CHECK(words_of("top-k-ties=some") == "top-k-ties in the chain must be one of first, all, not 'some'");
  CHECK(words_of("p-less=yes") == "p-less in the chain must be on or off, not 'yes'");
}

TEST_CASE("a number in a chain is finite, and none that only rounding makes 0") {
  for (const std::string value :
       {"inf", "nan", "1e999", "-1e999", "1e-999", "0x1p3", "1,5", "--1", "+-1", "1e", "."}) {
    INFO(value);
    CHECK(words_of("cfg-scale=" + value) == "cfg-scale in the chain must be a number, not '" + value + "'");
  }
  CHECK(parse_chain("cfg-scale=0e-999") == parse_chain("cfg-scale=0"));
}

TEST_CASE("tokens in a chain are ids that rise, with nothing between but commas") {
  for (const std::string value :
       {"", ",", "3,", ",3", "3,,5", "5,3", "3,3", "a", "-1", "4294967296", "3:1"}) {
    INFO(value);
    CHECK(words_of("dry-breakers=" + value) ==
          "dry-breakers in the chain must be a list of tokens, not '" + value + "'");
  }
  for (const std::string value : {"", "3", "3:", ":1", "3:1,", "3:1,2:1", "3:inf", "3:nan", "3:1:1"}) {
    INFO(value);
    CHECK(words_of("bias=" + value) == "bias in the chain must be a list of tokens, not '" + value + "'");
  }
  CHECK(error_of("bias=3").details == "ids with their bias, ascending: 3:1.5,7:-inf");
  CHECK(error_of("dry-breakers=5,3").details == "ids, ascending: 13,198");
}

TEST_CASE("what an error quotes of a chain is nothing that a terminal obeys") {
  CHECK(words_of("top-k\x1b[31m=1") == "unknown parameter 'top-k\\x1b[31m' in the chain");
  CHECK(words_of("top-p=\xff\x7f").find("not '\\xff\\x7f'") != std::string::npos);
}

TEST_CASE("a chain has one picker, and it comes last") {
  CHECK(words_of("mirostat=2 adaptive-target=0.5") ==
        "a chain has one picker, and 'adaptive-target' begins another");
  CHECK(words_of("mirostat=2 mirostat=1") == "a chain has one picker, and 'mirostat' begins another");
  CHECK(words_of("mirostat=2 top-k=3") == "'top-k' stands behind what chooses the token, which comes last");
}
