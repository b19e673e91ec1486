#include "logits/picker.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "tests/catch.hpp"
#include "tests/reference/reference.hpp"

#include <cmath>
#include <vector>

using logits::AdaptiveP;
using logits::Candidates;
using logits::Mirostat;
using logits::State;
using Ids = std::vector<logits::TokenId>;
using Logits = std::vector<double>;

namespace {

template <typename Picker>
Candidates after(const Picker& picker, const State& state, Candidates candidates) {
  picker.apply(candidates, state);
  return candidates;
}

template <typename Picker>
State learned(const Picker& picker, State state, const Candidates& before, logits::TokenId drawn) {
  picker.learn(state, before, drawn);
  return state;
}

/// Logits of probabilities 1/2, 1/4, 1/8, 1/8: 1, 2, 3 and 3 bits.
Candidates halves() {
  return Candidates::from(Logits{std::log(0.5), std::log(0.25), std::log(0.125), std::log(0.125)});
}

Mirostat mirostat_2(double tau, double eta = 0.1) {
  return {.version = Mirostat::Version::two, .tau = tau, .eta = eta};
}

}  // namespace

TEST_CASE("mirostat 2 drops the tokens of more than mu bits, which is 2 tau at first") {
  CHECK(after(mirostat_2(1.25), {}, halves()).ids == Ids{0, 1});
  CHECK(after(mirostat_2(1.25), {.mu = 1.5}, halves()).ids == Ids{0});
  CHECK(after(mirostat_2(1.25), {.mu = 3.5}, halves()).ids == Ids{0, 1, 2, 3});
}

TEST_CASE("mirostat 2 keeps a token of exactly mu bits") {
  CHECK(after(mirostat_2(5), {.mu = 2}, Candidates::from(Logits{0, 0, 0, 0})).ids.size() == 4);
}

TEST_CASE("mirostat keeps the first of the largest, however small mu is") {
  for (const auto version : {Mirostat::Version::one, Mirostat::Version::two}) {
    const Mirostat mirostat{.version = version};
    CHECK(after(mirostat, {.mu = -1e300}, Candidates::from(Logits{1, 3, 2, 3})).ids == Ids{1});
    CHECK(after(mirostat, {.mu = -5}, Candidates::from(Logits{3})).ids == Ids{0});
  }
}

TEST_CASE("mirostat learns from the surprise after the cut") {
  // Of 1/2 and 1/4 the second has 1/3: log2 3 = 1.58496250072115618 bits; 2.5 - 0.5 (1.58... - 1.25).
  const State state = learned(mirostat_2(1.25, 0.5), {}, halves(), 1);
  CHECK(*state.mu == Approx(2.33251874963942191).epsilon(1e-14));
}

TEST_CASE("mirostat learns nothing from a token that could not have been drawn") {
  CHECK(learned(mirostat_2(1.25), {.mu = 1.5}, halves(), 3).mu == 1.5);
}

TEST_CASE("mirostat measures at the temperature owed") {
  Candidates hot = Candidates::from(Logits{0, std::log(0.25)});
  hot.temperature = 2;  // 2/3 and 1/3
  CHECK(after(mirostat_2(5), {.mu = 1.6}, hot).ids == Ids{0, 1});
  CHECK(after(mirostat_2(5), {.mu = 1.5}, hot).ids == Ids{0});
}

TEST_CASE("mirostat keeps and learns what exact arithmetic says") {
  const auto vectors = reference::read("shaping_vectors.json");
  for (const auto version : {Mirostat::Version::one, Mirostat::Version::two}) {
    for (const auto& vector : vectors[version == Mirostat::Version::one ? "mirostat_1" : "mirostat_2"]) {
      INFO(vector.dump());
      const Mirostat mirostat{.version = version, .tau = vector[2], .eta = vector[3]};
      const State state{.vocabulary = vector[4], .mu = vector[1].get<double>()};
      const Candidates before = Candidates::from(reference::numbers(vector[0]));
      CHECK(after(mirostat, state, before).ids == vector[5].get<Ids>());
      CHECK(std::abs(*learned(mirostat, state, before, vector[6]).mu - vector[7].get<double>()) < 1e-13);
    }
  }
}

TEST_CASE("mirostat 1 keeps all or one of equals, as 2^mu is above V - 1 or below") {
  // s = 0: (2^mu / (V - 1))^(1/s) is infinite or 0.
  const Mirostat mirostat{.version = Mirostat::Version::one};
  const Candidates equals = Candidates::from(Logits{1, 1, 1, 1});
  CHECK(after(mirostat, {.mu = 2}, equals).ids.size() == 4);
  CHECK(after(mirostat, {.mu = 1.5}, equals).ids == Ids{0});
  CHECK(after(mirostat, {.vocabulary = 1000, .mu = 2}, equals).ids == Ids{0});
}

TEST_CASE("mirostat 1 takes the limit where Zipf's exponent is 1") {
  // p is 1, 1/2, 1/3 … of the first: k = 2^mu / ln V = 16 / 2.302585 = 6.9
  Logits logits;
  for (int rank = 1; rank <= 10; ++rank) logits.push_back(-std::log(rank));
  CHECK(after(Mirostat{.version = Mirostat::Version::one}, {.mu = 4}, Candidates::from(logits)).ids.size() ==
        6);
}

TEST_CASE("mirostat 1 survives any magnitude") {
  const Mirostat mirostat{.version = Mirostat::Version::one};
  for (const double t : {0x1p-1074, 1.0, 1e300}) {
    Candidates candidates = Candidates::from(Logits{-1.7e308, 1.7e308, 0, 0});
    candidates.temperature = t;
    INFO(t);
    const Ids ids = after(mirostat, {}, candidates).ids;
    CHECK(std::count(ids.begin(), ids.end(), 1) == 1);
  }
}

TEST_CASE("mirostat 1 knows equals by a temperature at which their quotients overflow") {
  Candidates equals = Candidates::from(Logits{5, 5, 5, 5});
  equals.temperature = 0x1p-1074;
  CHECK(after(Mirostat{.version = Mirostat::Version::one}, {.mu = 2}, equals).ids.size() == 4);
}

TEST_CASE("mirostat that is off learns nothing") {
  CHECK(learned(Mirostat{}, {}, halves(), 0).mu == std::nullopt);
}

TEST_CASE("a learning rate by which mu overflows is refused") {
  CHECK_THROWS_WITH(learned(mirostat_2(5, 1e308), {.mu = 1e308}, halves(), 0),
                    "mirostat-eta is too large: mu overflows");
}

TEST_CASE("adaptive-p makes the tokens near the target the likeliest") {
  // At first the average is the target: a = 0.25. Token 0 is 0.25 / 0.3 = 5/6 away: 5 - 10 (25/36) / (11/6).
  const Candidates found = after(AdaptiveP{.target = 0.25}, {}, halves());
  CHECK(found.logits[0] == Approx(5 - 250.0 / 66).epsilon(1e-13));
  CHECK(found.logits[1] == Approx(5).epsilon(1e-13));
  CHECK(found.temperature == 1);
}

TEST_CASE("adaptive-p aims as far above the target as the average is below it") {
  const auto vectors = reference::read("shaping_vectors.json")["adaptive"];
  for (const auto& vector : vectors) {
    INFO(vector.dump());
    const AdaptiveP adaptive{vector[1], vector[2]};
    const State state{.average = State::Average{vector[3], vector[4]}};
    const Logits found = after(adaptive, state, Candidates::from(reference::numbers(vector[0]))).logits;
    const Logits expected = reference::numbers(vector[5]);
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(std::abs(found[i] - expected[i]) < 1e-13);
  }
}

TEST_CASE("adaptive-p learns the p before its change") {
  const State first = learned(AdaptiveP{.target = 0.25, .decay = 0.5}, {}, halves(), 0);
  CHECK(first.average->sum == Approx(0.5 + 0.5 * 0.5).epsilon(1e-14));  // S = 0.25 / 0.5 at first
  CHECK(first.average->weight == 2);                                    // W = 1 / 0.5 at first
  const State second = learned(AdaptiveP{.target = 0.25, .decay = 0.5}, first, halves(), 3);
  CHECK(second.average->sum == Approx(0.125 + 0.5 * 0.75).epsilon(1e-14));
}

TEST_CASE("adaptive-p that is off changes and learns nothing") {
  CHECK(after(AdaptiveP{}, {}, halves()) == halves());
  CHECK(learned(AdaptiveP{}, {}, halves(), 0).average == std::nullopt);
}

TEST_CASE("a state that advances has the token in its history, and its picker's lesson") {
  State state{.prompt = {3}};
  const logits::Chain chain{.steps = {}, .picker = mirostat_2(1.25, 0.5)};
  logits::advance(state, chain, halves(), 0);
  CHECK(state.history == Ids{0});
  CHECK(state.mu.has_value());
}
