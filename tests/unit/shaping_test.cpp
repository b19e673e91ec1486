#include "logits/steps/shaping.hpp"

#include "logits/error.hpp"
#include "tests/catch.hpp"
#include "tests/reference/reference.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using logits::Candidates;
using logits::Error;
using logits::Failure;
using logits::Guidance;
using logits::Smoothing;
using logits::State;
using logits::Temperature;
using Ids = std::vector<logits::TokenId>;
using Logits = std::vector<double>;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Candidates with(const Logits& logits, double temperature = 1) {
  Candidates candidates = Candidates::from(logits);
  candidates.temperature = temperature;
  return candidates;
}

template <typename Step>
Candidates after(const Step& step, Candidates candidates) {
  step.apply(candidates);
  return candidates;
}

Candidates guided(double scale, Candidates candidates, const Logits& unconditional) {
  Guidance{scale}.apply(candidates, {.unconditional = unconditional});
  return candidates;
}

}  // namespace

TEST_CASE("dynamic temperature goes from T - R for a sure thing to T + R for a toss-up") {
  const Temperature dynamic{.t = 1, .range = 0.5};
  CHECK(after(dynamic, with({0, -1000})).temperature == 0.5);
  CHECK(after(dynamic, with({2, 2, 2, 2})).temperature == Approx(1.5).epsilon(1e-15));
}

TEST_CASE("dynamic temperature is the one that exact arithmetic gives") {
  reference::Worst worst;
  const auto vectors = reference::read("shaping_vectors.json")["dynamic"];
  for (const auto& vector : vectors) {
    const Temperature dynamic{vector[1], vector[2], vector[3]};
    const Candidates found = after(dynamic, with(reference::numbers(vector[0])));
    worst.see(reference::ulps(found.temperature, vector[4]), vector.dump());
  }
  INFO(worst.place);
  CHECK(worst.distance <= 8);
}

TEST_CASE("dynamic temperature measures the entropy at the temperature owed, and multiplies that") {
  const Temperature dynamic{.t = 1, .range = 0.5};
  const double alone = after(dynamic, with({1, 0.5, 0})).temperature;
  CHECK(after(dynamic, with({2, 1, 0}, 2)).temperature == 2 * alone);
  CHECK(after(dynamic, with({2, 1, 0}, 2)).logits == Logits{2, 1, 0});
}

TEST_CASE("dynamic temperature leaves a single candidate as it is") {
  CHECK(after(Temperature{.t = 0, .range = 1}, with({3})) == with({3}));
}

TEST_CASE("dynamic temperature that comes to 0 is greedy") {
  CHECK(after(Temperature{.t = 0.5, .range = 1}, with({-1000, 5, -2000})) ==
        Candidates{.ids = {1}, .logits = {5}});
}

TEST_CASE("dynamic temperature with exponent 0 is always T + R") {
  CHECK(after(Temperature{.t = 1, .range = 0.5, .exponent = 0}, with({0, -1000})).temperature == 1.5);
  CHECK(after(Temperature{.t = 1, .range = 0.5, .exponent = 0}, with({0, -1})).temperature == 1.5);
}

TEST_CASE("dynamic temperature of tied leaders that hold everything is that of their entropy") {
  // H = ln 2 of ln 4: T = 0 + 2 / 2.
  CHECK(after(Temperature{.t = 1, .range = 1}, with({0, 0, -1000, -1000})).temperature ==
        Approx(1).epsilon(1e-15));
}

TEST_CASE("a dynamic temperature that overflows is refused") {
  Candidates candidates = with({0, 0});
  CHECK_THROWS_AS((Temperature{.t = 1e308, .range = 1e308}.apply(candidates)), Error);
}

TEST_CASE("smoothing takes the square of the distance to the largest off") {
  CHECK(after(Smoothing{.factor = 0.5}, with({3, 2, -1})) ==
        Candidates{.ids = {0, 1, 2}, .logits = {3, 2.5, -5}});
}

TEST_CASE("a smoothing curve adds a cube") {
  // k = (3 - 2) / 2, s = (2 - 1) / 2; d = -2: 1 - 0.5 * 0.5 * 4 + 0.5 * 0.5 * -8
  CHECK(after(Smoothing{.factor = 0.5, .curve = 2}, with({1, -1})).logits == Logits{1, -2});
}

TEST_CASE("smoothing rounds each logit once") {
  const auto vectors = reference::read("shaping_vectors.json")["smoothing"];
  for (const auto& vector : vectors) {
    INFO(vector.dump());
    CHECK(after(Smoothing{vector[1], vector[2]}, with(reference::numbers(vector[0]))).logits ==
          reference::numbers(vector[3]));
  }
}

TEST_CASE("smoothing after a temperature bends the divided logits") {
  CHECK(after(Smoothing{.factor = 1}, with({1, 0}, 0.5)) == Candidates{.ids = {0, 1}, .logits = {2, -2}});
}

TEST_CASE("smoothing that overflows names the token") {
  const Smoothing smoothing{.factor = 1};
  Candidates candidates = with({0, -1e200});
  CHECK_THROWS_WITH(smoothing.apply(candidates), "the smoothing overflows at token 1");
  Candidates ends = with({1.7e308, -1.7e308});
  CHECK_THROWS_WITH(smoothing.apply(ends), "the smoothing overflows at token 1");
}

TEST_CASE("guidance moves log-probs away from the unconditional ones") {
  // Both sides are 0.5 and 0.5, or 0.75 and 0.25: 2 (ln 0.75 - ln 0.5) + ln 0.5 = ln 1.125.
  const Candidates found = guided(2, with({std::log(3), 0}), {1, 1});
  CHECK(found.logits[0] == Approx(std::log(1.125)).epsilon(1e-14));
  CHECK(found.logits[1] == Approx(std::log(0.125)).epsilon(1e-14));
}

TEST_CASE("guidance is as exact arithmetic has it") {
  const auto vectors = reference::read("shaping_vectors.json")["guidance"];
  for (const auto& vector : vectors) {
    const Logits found =
        guided(vector[2], with(reference::numbers(vector[0])), reference::numbers(vector[1])).logits;
    const Logits expected = reference::numbers(vector[3]);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      INFO(vector.dump());
      CHECK(std::abs(found[i] - expected[i]) < 1e-13);
    }
  }
}

TEST_CASE("guidance of scale 0 leaves the unconditional distribution") {
  const Candidates found = guided(0, with({5, 1}), {0, std::log(3)});
  CHECK(found.logits[0] == Approx(std::log(0.25)).epsilon(1e-14));
}

TEST_CASE("guidance without unconditional logits does nothing") {
  CHECK(guided(2, with({3, 1}, 0.5), {}) == with({3, 1}, 0.5));
}

TEST_CASE("a token that one of the two sides bans is banned, and counts on neither") {
  const Candidates found = guided(2, with({std::log(3), 0, 9, -infinity}), {1, 1, -infinity, 9});
  CHECK(found.ids == Ids{0, 1});
  CHECK(found.logits[0] == Approx(std::log(1.125)).epsilon(1e-14));
}

TEST_CASE("guidance takes the logits at the temperature owed, and leaves temperature 1") {
  CHECK(guided(2, with({2, 0}, 2), {1, 1}) == guided(2, with({1, 0}), {1, 1}));
}

TEST_CASE("guidance that leaves no token has no answer") {
  try {
    guided(2, with({1, -infinity}), {-infinity, 1});
    FAIL();
  } catch (const Error& error) {
    CHECK(error.failure == Failure::no_answer);
    CHECK(error.what() == std::string("every token is banned: cfg leaves none"));
  }
}

TEST_CASE("guidance needs an unconditional logit for each token, and a number") {
  CHECK_THROWS_WITH(guided(2, with({1, 2, 3}), {1, 2}),
                    "there are 2 unconditional logits, and none for token 2");
  CHECK_THROWS_WITH(guided(2, with({1, 2}), {1, std::nan("")}), "unconditional: logit 1 is NaN");
}

TEST_CASE("guidance that overflows names the token") {
  CHECK_THROWS_WITH(guided(1e300, with({0, -1e300}), {0, 0}), "cfg overflows at token 1");
}
