#include "logits/solve.hpp"

#include "logits/chain.hpp"
#include "logits/random.hpp"
#include "logits/steps.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>
#include <vector>

using logits::biases_for;
using logits::Candidates;
using logits::course_of;
using logits::odds;
using logits::Random;
using logits::softmax_at;
using logits::Stream;
using logits::Target;
using logits::temperature_for_entropy;
using logits::temperature_for_odds;
using logits::temperatures_for;
using logits::TokenId;

// The literals of this file were computed by mpmath with 50 digits, for the doubles that the decimals read
// as.

namespace {

Candidates of(const std::vector<double>& logits, double temperature = 1) {
  Candidates candidates = Candidates::from(logits);
  candidates.temperature = temperature;
  return candidates;
}

/// mat, floor, couch, roof, moon
Candidates example() {
  return of({3.2, 2.5, 1.8, 0.5, -2});
}

bool is_near(double value, double exact, double ulps = 16) {
  return std::fabs(value - exact) <= ulps * DBL_EPSILON * std::fabs(exact);
}

/// Logits between -5 and 5.
Candidates random_row(std::uint64_t seed, std::size_t tokens) {
  std::vector<double> logits;
  for (std::size_t i = 0; i < tokens; ++i) logits.push_back(10 * Random{.seed = seed}(Stream::draw, i) - 5);
  return of(logits);
}

std::vector<double> p_after(Candidates candidates, const std::vector<Target>& targets,
                            const std::vector<double>& biases, std::uint64_t k) {
  for (std::size_t i = 0; i < targets.size(); ++i) candidates.logits[targets[i].id] += biases[i];
  logits::TopK{k}.apply(candidates);
  const auto distribution = logits::softmax(candidates);
  std::vector<double> p;
  for (const Target& target : targets) {
    const auto found = std::find(distribution.ids.begin(), distribution.ids.end(), target.id);
    p.push_back(found == distribution.ids.end()
                    ? 0
                    : distribution.p[static_cast<std::size_t>(found - distribution.ids.begin())]);
  }
  return p;
}

}  // namespace

TEST_CASE("odds are e to the gap over T") {
  CHECK(is_near(odds(5, 3, 1), 7.389056098930650227));  // e^2
  CHECK(is_near(odds(5, 3, 0.5), 54.59815003314423908));
  CHECK(is_near(odds(3, 5, 1), 0.1353352832366126919));
  CHECK(odds(1, 1, 0.3) == 1);
  CHECK(odds(1000, 0, 1) == std::numeric_limits<double>::infinity());
  CHECK(odds(0, 1000, 1) == 0);
}

TEST_CASE("a token between the mean and the leader has a probability at two temperatures") {
  const auto floor = temperatures_for(example(), 1, 0.25);
  REQUIRE(floor.size() == 2);
  CHECK(is_near(floor[0], 0.7534232927806182183));
  CHECK(is_near(floor[1], 4.259202402209881824));
  const auto couch = temperatures_for(example(), 2, 0.205);
  REQUIRE(couch.size() == 2);
  CHECK(is_near(couch[0], 2.532472920286000829, 100));  // near its highest p, T hangs on p's last digits
  CHECK(is_near(couch[1], 21.1566461096320066, 1000));
}

TEST_CASE("at and below one in n such a token has its probability at one temperature") {
  const auto at_one_in_five = temperatures_for(example(), 2, 0.2);
  REQUIRE(at_one_in_five.size() == 1);
  CHECK(is_near(at_one_in_five[0], 2.190912965786270636, 100));
}

TEST_CASE("the leader and the tokens below the mean have one temperature") {
  const auto mat = temperatures_for(example(), 0, 0.7);
  REQUIRE(mat.size() == 1);
  CHECK(is_near(mat[0], 0.6083526299459111744));
  const auto roof = temperatures_for(example(), 3, 0.01);
  REQUIRE(roof.size() == 1);
  CHECK(is_near(roof[0], 0.6388945911483973561));
  const auto moon = temperatures_for(example(), 4, 0.1);
  REQUIRE(moon.size() == 1);
  CHECK(is_near(moon[0], 5.050570549049093617));
}

TEST_CASE("probabilities at the ends of the range of doubles have their temperature") {
  const auto nearly_one = temperatures_for(example(), 0, 0.9999999);
  REQUIRE(nearly_one.size() == 1);
  CHECK(is_near(nearly_one[0], 0.04342944818890697973, 1e7));  // 1 - p has nine digits
  const auto tiny = temperatures_for(example(), 4, 1e-300);
  REQUIRE(tiny.size() == 1);
  CHECK(is_near(tiny[0], 0.00752777101965636527));
}

TEST_CASE("what is out of reach has no temperature") {
  CHECK(temperatures_for(example(), 1, 0.5).empty());      // more than its highest
  CHECK(temperatures_for(example(), 0, 0.2).empty());      // the leader never gets down to one in n
  CHECK(temperatures_for(example(), 4, 0.2).empty());      // nor the last up to it
  CHECK(temperatures_for(of({1, 1, 0}), 0, 0.5).empty());  // of two leaders none gets to one half
  CHECK(temperatures_for(of({1, 1, 1}), 0, 0.5).empty());
}

TEST_CASE("a temperature that a double cannot hold is none") {
  CHECK(temperatures_for(of({1e308, -1e308}), 1, 0.49).empty());  // 5e309
  CHECK(temperatures_for(of({1e308, -1e308}), 1, 0.2).size() == 1);
  CHECK(temperatures_for(of({0, 5e-324}), 1, 0.999).empty());  // 7e-325
  CHECK(!temperature_for_entropy(of({1e308, -1e308}), 0.6930));
  CHECK(!temperature_for_odds(1e308, -1e308, 1.0000000001));
}

TEST_CASE("a course tells both ends and the highest probability between them") {
  const auto floor = course_of(example(), 1);
  CHECK(floor.cold == 0);
  CHECK(floor.hot == 0.2);
  REQUIRE(floor.peak);
  CHECK(is_near(floor.peak->temperature, 1.447833486841032274));
  CHECK(is_near(floor.peak->p, 0.2829444943747713036));
  CHECK(course_of(example(), 0).cold == 1);
  CHECK(!course_of(example(), 0).peak);
  CHECK(!course_of(example(), 4).peak);
  CHECK(course_of(of({1, 1, 0}), 1).cold == 0.5);
  CHECK(!course_of(of({1, 0, -1}), 1).peak);  // exactly the mean
}

TEST_CASE("the highest probability itself has one temperature") {
  const auto floor = course_of(example(), 1);
  CHECK(temperatures_for(example(), 1, floor.peak->p) == std::vector<double>{floor.peak->temperature});
}

TEST_CASE("every temperature found gives back the probability asked for") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Candidates row = random_row(seed, 2 + seed % 40);
    const auto id = static_cast<TokenId>(seed % row.ids.size());
    const double p = 0.001 + 0.998 * Random{.seed = seed}(Stream::coin, 0);
    const auto course = course_of(row, id);
    const auto found = temperatures_for(row, id, p);
    const double most = course.peak ? course.peak->p : std::max(course.cold, course.hot);
    CAPTURE(seed, p, most);
    CHECK(found.empty() == (p > most || (!course.peak && course.cold > course.hot && p < course.hot)));
    CHECK(std::is_sorted(found.begin(), found.end()));
    for (const double t : found) CHECK(is_near(softmax_at(row, t).p[id], p));
  }
}

TEST_CASE("the temperature for odds is the gap over their logarithm") {
  CHECK(is_near(temperature_for_odds(3.2, 2.5, 3).value_or(0), 0.6371674586387863372));
  CHECK(is_near(temperature_for_odds(2.5, 3.2, 1.0 / 3).value_or(0), 0.6371674586387863372));
  CHECK(!temperature_for_odds(3.2, 2.5, 0.5));
  CHECK(!temperature_for_odds(2.5, 3.2, 2));
  CHECK(!temperature_for_odds(3.2, 2.5, 1));
  CHECK(!temperature_for_odds(1, 1, 2));
  CHECK(is_near(temperature_for_odds(1e308, -1e308, std::exp(1.0) * std::exp(1.0)).value_or(0), 1e308));
}

TEST_CASE("the entropy grows with the temperature, and each between its ends has one") {
  CHECK(is_near(temperature_for_entropy(example(), 1).value_or(0), 0.8372391341654093659));
  CHECK(is_near(temperature_for_entropy(example(), 1.5).value_or(0), 3.296699336326577293));
  CHECK(is_near(temperature_for_entropy(example(), 0.01).value_or(0), 0.1054256010339175583));
  CHECK(is_near(temperature_for_entropy(example(), 1.6).value_or(0), 12.834753884542486, 1000));
  CHECK(!temperature_for_entropy(example(), 1.7));      // ln 5 is 1.609
  CHECK(!temperature_for_entropy(of({1, 1, 0}), 0.5));  // ln 2 is 0.693
  CHECK(!temperature_for_entropy(of({1, 1, 1}), std::log(3)));
}

TEST_CASE("a bias for odds closes the gap and adds T times their logarithm") {
  CHECK(logits::bias_for_odds(-2, 3.2, 1, 1) == 5.2);
  CHECK(is_near(logits::bias_for_odds(1, 1, 2, 0.5), 0.3465735902799726547));  // ln 2 / 2
  CHECK(is_near(logits::bias_for_odds(1, 0, 0.5, 1), -1.693147180559945309));
}

TEST_CASE("a bias gives one token its probability") {
  const std::vector<Target> moon = {{4, 0.25}};
  CHECK(is_near(biases_for(example(), moon).biases.at(0), 4.694928777017913800));
  CHECK(is_near(biases_for(of({3.2, 2.5, 1.8, 0.5, -2}, 2), moon).biases.at(0), 4.803515683964796378));
}

TEST_CASE("biases give several tokens theirs, and leave the others their odds") {
  const std::vector<Target> targets = {{0, 0.2}, {1, 0.2}};
  const auto biases = biases_for(example(), targets).biases;
  REQUIRE(biases.size() == 2);
  CHECK(is_near(biases[0], -2.240176835814283217));
  CHECK(is_near(biases[1], -1.540176835814283039));
}

TEST_CASE("a bias under top-k counts what top-k keeps beside it") {
  const std::vector<Target> moon = {{4, 0.3}};
  CHECK(is_near(biases_for(example(), moon, 3).biases.at(0), 4.755888188498254345));
}

TEST_CASE("a probability below the least that top-k lets through is out of reach") {
  const std::vector<Target> moon = {{4, 0.1}};
  const auto found = biases_for(example(), moon, 3);
  CHECK(found.biases.empty());
  CHECK(is_near(found.least, 0.1414636716459388625));
  CHECK(biases_for(example(), moon, 1).biases.empty());
  CHECK(biases_for(example(), moon, 5).biases.size() == 1);
}

TEST_CASE("targets for all the tokens there are leave the first where it is") {
  const std::vector<Target> all = {{0, 0.25}, {1, 0.75}};
  const auto biases = biases_for(of({2, 1}), all).biases;
  REQUIRE(biases.size() == 2);
  CHECK(biases[0] == 0);
  CHECK(is_near(biases[1], 2.098612288668109691));  // 1 + ln 3
}

TEST_CASE("every bias found gives back the probabilities asked for") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Candidates row = random_row(seed, 4 + seed % 30);
    const Random random{.seed = seed};
    const double share = 0.01 + 0.9 * random(Stream::coin, 0);
    const double part = random(Stream::coin, 1);
    const auto last = static_cast<TokenId>(row.ids.size() - 1);
    const std::vector<Target> targets = {{0, share * part}, {last, share * (1 - part)}};
    const std::uint64_t k = seed % 3 == 0 ? 0 : 3 + seed % 5;
    const auto found = biases_for(row, targets, k);
    CAPTURE(seed, share, part, k);
    if (k == 0 || k >= row.ids.size()) REQUIRE(found.biases.size() == 2);
    if (found.biases.empty()) continue;
    const auto p = p_after(row, targets, found.biases, k);
    CHECK(is_near(p[0], targets[0].p, 64));
    CHECK(is_near(p[1], targets[1].p, 64));
  }
}
