#include "logits/steps.hpp"

#include "logits/error.hpp"
#include "tests/catch.hpp"

#include <limits>
#include <vector>

using logits::Bias;
using logits::Candidates;
using logits::Error;
using logits::Failure;
using logits::Temperature;
using logits::TopK;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <typename Step>
Candidates after(const Step& step, std::vector<double> logits, double temperature = 1) {
  Candidates candidates = Candidates::from(logits);
  candidates.temperature = temperature;
  step.apply(candidates);
  return candidates;
}

template <typename Step>
Error error_of(const Step& step, const std::vector<double>& logits, double temperature = 1) {
  try {
    after(step, logits, temperature);
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("the step succeeded");
}

Bias bias(std::vector<Bias::Term> terms) {
  return {.terms = std::move(terms)};
}

}  // namespace

TEST_CASE("bias adds to the tokens it names and to no other") {
  CHECK(after(bias({{0, 1}, {2, -0.5}}), {1, 2, 3}) == Candidates{.ids = {0, 1, 2}, .logits = {2, 2, 2.5}});
}

TEST_CASE("a bias of minus infinity bans a token") {
  CHECK(after(bias({{1, -infinity}}), {1, 2, 3}) == Candidates{.ids = {0, 2}, .logits = {1, 3}});
}

TEST_CASE("a banned token stays banned, whatever its bias") {
  CHECK(after(bias({{0, 100}}), {-infinity, 2}) == Candidates{.ids = {1}, .logits = {2}});
}

TEST_CASE("a bias of -100 is no ban") {
  CHECK(after(bias({{0, -100}}), {0, 0}) == Candidates{.ids = {0, 1}, .logits = {-100, 0}});
}

TEST_CASE("bias names tokens by id, also where candidates have left") {
  CHECK(after(bias({{1, 7}, {3, 1}}), {5, -infinity, 6, 2}) ==
        Candidates{.ids = {0, 2, 3}, .logits = {5, 6, 3}});
}

TEST_CASE("a bias after a temperature is added to the divided logit") {
  CHECK(after(bias({{0, 1}}), {1, 3}, 0.5) == Candidates{.ids = {0, 1}, .logits = {3, 6}, .temperature = 1});
}

TEST_CASE("a bias that bans every token leaves no answer") {
  const Error error = error_of(bias({{0, -infinity}, {1, -infinity}}), {1, 2});
  CHECK(error.failure == Failure::no_answer);
  CHECK(error.what() == std::string("every token is banned: the bias leaves none"));
}

TEST_CASE("a bias that overflows names the token") {
  const Error error = error_of(bias({{1, 1e308}}), {0, 1e308});
  CHECK(error.failure == Failure::input);
  CHECK(error.what() == std::string("the bias overflows at token 1"));
}

TEST_CASE("a bias that overflows downwards is an error too, and no ban") {
  CHECK(error_of(bias({{0, -1e308}}), {-1e308, 0}).failure == Failure::input);
}

TEST_CASE("temperature is a divisor that the candidates still owe") {
  CHECK(after(Temperature{0.5}, {1, 2}) == Candidates{.ids = {0, 1}, .logits = {1, 2}, .temperature = 0.5});
}

TEST_CASE("a second temperature multiplies the first") {
  CHECK(after(Temperature{0.5}, {1, 2}, 0.25).temperature == 0.125);
}

TEST_CASE("temperature 0 keeps the largest logit alone") {
  CHECK(after(Temperature{0}, {1, 3, 2}) == Candidates{.ids = {1}, .logits = {3}});
}

TEST_CASE("temperature 0 keeps the first of equals") {
  CHECK(after(Temperature{0}, {5, 5, 3}) == Candidates{.ids = {0}, .logits = {5}});
}

TEST_CASE("temperature -0 is greedy as 0 is") {
  CHECK(after(Temperature{-0.0}, {1, 3, 2}) == Candidates{.ids = {1}, .logits = {3}});
}

TEST_CASE("temperatures whose product is no longer a number above zero are refused") {
  CHECK(error_of(Temperature{1e-200}, {1}, 1e-200).failure == Failure::usage);
  CHECK(error_of(Temperature{1e200}, {1}, 1e200).failure == Failure::usage);
}

TEST_CASE("top-k keeps exactly the k largest logits, in input order") {
  CHECK(after(TopK{2}, {1, 4, 2, 3}) == Candidates{.ids = {1, 3}, .logits = {4, 3}});
}

TEST_CASE("top-k keeps the earlier token on a tie") {
  CHECK(after(TopK{2}, {1, 2, 2, 2, 0}).ids == std::vector<logits::TokenId>{1, 2});
}

TEST_CASE("top-k 0 keeps all, and so does a k beyond the number of tokens") {
  for (const std::uint64_t k : {std::uint64_t{0}, std::uint64_t{3}, std::uint64_t{4}, ~std::uint64_t{0}}) {
    INFO(k);
    CHECK(after(TopK{k}, {3, 1, 2}).ids.size() == 3);
  }
}

TEST_CASE("top-k does not bring back a banned token") {
  CHECK(after(TopK{3}, {1, -infinity, 2}).ids == std::vector<logits::TokenId>{0, 2});
}
