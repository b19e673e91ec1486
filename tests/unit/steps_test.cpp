#include "logits/steps.hpp"

#include "logits/error.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

using logits::Bias;
using logits::Candidates;
using logits::Error;
using logits::Failure;
using logits::MinP;
using logits::Temperature;
using logits::TopK;
using logits::TopP;

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

TEST_CASE("top-p keeps the fewest tokens that reach p together, and the one that crosses it") {
  const std::vector<double> logits = {std::log(0.05), std::log(0.5), std::log(0.15), std::log(0.3)};
  CHECK(after(TopP{0.45}, logits).ids == std::vector<logits::TokenId>{1});
  CHECK(after(TopP{0.75}, logits).ids == std::vector<logits::TokenId>{1, 3});
  CHECK(after(TopP{0.9}, logits).ids == std::vector<logits::TokenId>{1, 2, 3});
  CHECK(after(TopP{0.96}, logits).ids == std::vector<logits::TokenId>{0, 1, 2, 3});
}

TEST_CASE("top-p is reached by tokens that hold exactly p") {
  CHECK(after(TopP{0.5}, {0, 0, 0, 0}).ids == std::vector<logits::TokenId>{0, 1});
  CHECK(after(TopP{std::nextafter(0.5, 1)}, {0, 0, 0, 0}).ids == std::vector<logits::TokenId>{0, 1, 2});
}

TEST_CASE("top-p keeps the earlier token on a tie") {
  CHECK(after(TopP{0.5}, {0, 1, 1, 1}).ids == std::vector<logits::TokenId>{1, 2});  // each 0.2969
}

TEST_CASE("top-p 0 keeps the first of the largest alone") {
  CHECK(after(TopP{0}, {1, 3, 2, 3}).ids == std::vector<logits::TokenId>{1});
}

TEST_CASE("top-p 1 keeps tokens without any probability too") {
  CHECK(after(TopP{1}, {0, -1000}).ids == std::vector<logits::TokenId>{0, 1});
  CHECK(after(TopP{1 - 0x1p-53}, {0, -1000}).ids == std::vector<logits::TokenId>{0});
}

TEST_CASE("top-p divides by the temperature that is owed, and leaves it owed") {
  CHECK(after(TopP{0.8}, {3, 2, 1}, 0.5) == Candidates{.ids = {0}, .logits = {3}, .temperature = 0.5});
  CHECK(after(TopP{0.8}, {3, 2, 1}) == Candidates{.ids = {0, 1}, .logits = {3, 2}});
}

TEST_CASE("min-p keeps what is at least m times as likely as the largest") {
  const std::vector<double> logits = {std::log(0.05), std::log(0.5), std::log(0.15), std::log(0.3)};
  CHECK(after(MinP{0.7}, logits).ids == std::vector<logits::TokenId>{1});
  CHECK(after(MinP{0.5}, logits).ids == std::vector<logits::TokenId>{1, 3});
  CHECK(after(MinP{0.2}, logits).ids == std::vector<logits::TokenId>{1, 2, 3});
  CHECK(after(MinP{0.05}, logits).ids == std::vector<logits::TokenId>{0, 1, 2, 3});
}

TEST_CASE("min-p keeps a token of exactly m times the largest p") {
  for (const double m : {0.5, 0.25, 0.125, 0.0625, 0x1p-40, 0.1, 0.05}) {
    INFO(m);
    CHECK(after(MinP{m}, {0, std::log(m)}).ids.size() == 2);
    CHECK(after(MinP{m}, {0, 2 * std::log(m)}, 2).ids.size() == 2);
    CHECK(after(MinP{std::nextafter(m, 1) * (1 + 0x1p-48)}, {0, std::log(m)}).ids.size() == 1);
  }
}

TEST_CASE("min-p 1 keeps the largest and all its equals") {
  CHECK(after(MinP{1}, {3, 1, 3, 2}).ids == std::vector<logits::TokenId>{0, 2});
}

TEST_CASE("min-p divides by the temperature that is owed, and leaves it owed") {
  CHECK(after(MinP{0.2}, {0, -2}, 2) == Candidates{.ids = {0, 1}, .logits = {0, -2}, .temperature = 2});
  CHECK(after(MinP{0.2}, {0, -2}).ids == std::vector<logits::TokenId>{0});
}

TEST_CASE("min-p keeps the leader whatever the magnitudes") {
  const double most = std::numeric_limits<double>::max();
  for (const double t : {0x1p-1074, 1e-300, 1.0, 1e300, most}) {
    for (const double m : {0x1p-1074, 0.5, 1.0}) {
      INFO("m = " << m << " at T = " << t);
      CHECK(after(MinP{m}, {-most, most, 0}, t).ids.size() >= 1);
      CHECK(after(MinP{m}, {0x1p-1074, 0, -0x1p-1074}, t).ids.front() == 0);
    }
  }
  CHECK(after(MinP{0.5}, {most, -most}, 0x1p-1074).ids == std::vector<logits::TokenId>{0});
  CHECK(after(MinP{0.1}, {most, -most}, most).ids == std::vector<logits::TokenId>{0, 1});  // e^-2 = 0.1353
  CHECK(after(MinP{0.2}, {most, -most}, most).ids == std::vector<logits::TokenId>{0});
}

TEST_CASE("top-p keeps the leader whatever the magnitudes") {
  const double most = std::numeric_limits<double>::max();
  for (const double t : {0x1p-1074, 1e-300, 1.0, 1e300, most}) {
    INFO(t);
    CHECK(after(TopP{0.3}, {-most, most, 0}, t).ids == std::vector<logits::TokenId>{1});
  }
}
