#include "logits/softmax.hpp"

#include "logits/chain.hpp"
#include "tests/catch.hpp"
#include "tests/reference/reference.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <string>
#include <vector>

using logits::Candidates;
using logits::Distribution;
using logits::softmax;
using logits::TokenId;
using reference::Worst;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Distribution softmax_of(const std::vector<double>& logits, double temperature = 1) {
  Candidates candidates = Candidates::from(logits);
  candidates.temperature = temperature;
  return softmax(candidates);
}

/// Bias, temperature and top-k as a case of numeric_cases.json asks for them.
std::vector<logits::Step> steps_of(const nlohmann::json& test) {
  logits::Bias bias;
  for (const auto& [id, value] : test["bias"].items()) {
    bias.terms.push_back({.id = static_cast<TokenId>(std::stoul(id)), .bias = reference::number(value)});
  }
  std::sort(bias.terms.begin(), bias.terms.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  const auto& k = test["top_k"];
  return {bias, logits::Temperature{test["temperature"]},
          logits::TopK{k.is_null() ? 0 : k.get<std::uint64_t>()}};
}

/// The probabilities and log-probs of all tokens: those that are no longer candidates have 0 and -inf.
struct Row {
  std::vector<double> p, logp;

  Row(const Distribution& distribution, std::size_t size) : p(size, 0), logp(size, -infinity) {
    for (std::size_t i = 0; i < distribution.ids.size(); ++i) {
      p[distribution.ids[i]] = distribution.p[i];
      logp[distribution.ids[i]] = distribution.logp[i];
    }
  }
};

void compare(Worst& worst, const std::vector<double>& found, const nlohmann::json& expected,
             const std::string& where) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    worst.see(reference::ulps(found[i], reference::number(expected[i])), where + " " + std::to_string(i));
  }
}

/// How far an entropy is from the exact one, relative to it. Below 1e-300 the weights it sums are denormal
/// and have few digits left, so there relative to that.
double entropy_error(double found, double expected) {
  return std::abs(found - expected) / std::max(expected, 1e-300);
}

}  // namespace

TEST_CASE("every known numeric case is within 4 ulp of the exact answer") {
  const auto cases = reference::read("numeric_cases.json");
  REQUIRE(cases.size() == 66);
  Worst p, logp, entropy;
  for (const auto& test : cases) {
    const std::string name = test["name"];
    INFO(name << ": " << test["why"]);
    const std::vector<double> logits = reference::numbers(test["logits"]);
    Candidates candidates = Candidates::from(logits);
    logits::run_chain({.steps = steps_of(test)}, candidates);
    const Distribution distribution = softmax(candidates);
    const Row row(distribution, logits.size());

    CHECK(distribution.ids.size() == test["kept"]);
    CHECK(row.logp[test["argmax"]] == *std::max_element(row.logp.begin(), row.logp.end()));
    compare(p, row.p, test["expected_probs"], name);
    compare(logp, row.logp, test["expected_logprobs"], name);
    entropy.see(entropy_error(distribution.entropy, test["entropy_nats"]), name);
  }
  INFO("worst at " << p.place << ", " << logp.place << " and " << entropy.place);
  CHECK(p.distance <= 4);
  CHECK(logp.distance <= 4);
  CHECK(entropy.distance <= 1e-14);
}

TEST_CASE("rows of every kind are within 4 ulp of the exact answer") {
  const auto rows = reference::read("softmax_vectors.json");
  REQUIRE(rows.size() == 393);
  Worst p, logp, entropy;
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const auto& row = rows[n];
    const std::string name = "row " + std::to_string(n) + ", " + row["kind"].get<std::string>();
    const Distribution found = softmax_of(row["logits"], row["temperature"]);
    compare(p, found.p, row["p"], name);
    compare(logp, found.logp, row["logp"], name);
    entropy.see(entropy_error(found.entropy, row["entropy"]), name);
  }
  INFO("worst at " << p.place << ", " << logp.place << " and " << entropy.place);
  CHECK(p.distance <= 4);
  CHECK(logp.distance <= 4);
  CHECK(entropy.distance <= 1e-14);
}

TEST_CASE("one token has probability 1, log-probability 0 and entropy 0, without a minus sign") {
  for (const double logit : {0.0, -0.0, 1e308, DBL_MAX, -DBL_MAX, 5e-324, -3.0}) {
    for (const double temperature : {5e-324, 1.0, DBL_MAX}) {
      INFO(logit << " at T = " << temperature);
      const Distribution one = softmax_of({logit}, temperature);
      CHECK(one.p == std::vector{1.0});
      CHECK(one.logp == std::vector{0.0});
      CHECK_FALSE(std::signbit(one.logp[0]));
      CHECK(one.entropy == 0);
      CHECK_FALSE(std::signbit(one.entropy));
    }
  }
}

TEST_CASE("equal logits are equally likely, and their entropy is ln n") {
  for (const std::size_t n : {2U, 4U, 1024U, 65536U}) {
    INFO(n);
    const Distribution equal = softmax_of(std::vector<double>(n, -1e300));
    CHECK(equal.p == std::vector<double>(n, 1 / static_cast<double>(n)));  // a power of two: exact
    CHECK(reference::ulps(equal.entropy, std::log2(n) * 0.6931471805599453) <= 2);
  }
}

TEST_CASE("the difference of the largest and the smallest double at T = 2 is the smallest double") {
  CHECK(softmax_of({DBL_MAX, -DBL_MAX}, 2).logp == std::vector{0.0, -DBL_MAX});
}

TEST_CASE("a log-probability below the smallest double is minus infinity, and no ban") {
  const Distribution far = softmax_of({DBL_MAX, -DBL_MAX});
  CHECK(far.ids == std::vector<TokenId>{0, 1});
  CHECK(far.p == std::vector{1.0, 0.0});
  CHECK(far.logp == std::vector{0.0, -infinity});
}

TEST_CASE("a log-probability is finite where the probability is below the smallest double") {
  const Distribution far = softmax_of({0, -1000});
  CHECK(far.p == std::vector{1.0, 0.0});
  CHECK(far.logp == std::vector{0.0, -1000.0});
}

TEST_CASE("a leader with a probability of 1 keeps the digits of its log-probability") {
  // -log1p(e^-40) = -4.248354255291589e-18 (mpmath)
  CHECK(reference::ulps(softmax_of({0, -40}).logp[0], -4.248354255291589e-18) <= 1);
}

TEST_CASE("neither logits nor T overflow on the way") {
  CHECK(softmax_of({1e308, 1e308}, 0.5).p == std::vector{0.5, 0.5});
  CHECK(softmax_of({1, 2, 3}, 5e-324).p == std::vector{0.0, 0.0, 1.0});
  // e^-1 / (1 + e^-1) = 0.26894142136999512 (mpmath)
  CHECK(reference::ulps(softmax_of({0, 5e-324}, 5e-324).p[0], 0.2689414213699951) <= 4);
}

TEST_CASE(
    "a million equal tokens have the same probability each") {  // N50: ln 10^6 = 13.815510557964274 (mpmath)
  const Distribution flat = softmax_of(std::vector<double>(1'000'000, 3.25));
  CHECK(std::count(flat.p.begin(), flat.p.end(), 1e-6) == 1'000'000);
  CHECK(reference::ulps(flat.logp[999'999], -13.815510557964274) <= 4);
}

TEST_CASE("a million small tokens take from the leader what they weigh together") {
  // log1p(999,999 e^-36) = 2.3195205104517304e-10 for a leader of 0 and 999,999 of -36 (mpmath)
  std::vector<double> logits(1'000'000, -36);
  logits[499'999] = 0;
  CHECK(reference::ulps(softmax_of(logits).logp[499'999], -2.3195205104517304e-10) <= 4);
}

TEST_CASE("a distribution gives a token's p by its id, and 0 for one that is not there") {
  const auto distribution = logits::softmax({.ids = {1, 4}, .logits = {0, 0}});
  CHECK(distribution.p_of(4) == 0.5);
  CHECK(distribution.p_of(1) == 0.5);
  CHECK(distribution.p_of(0) == 0);
  CHECK(distribution.p_of(3) == 0);
  CHECK(distribution.p_of(5) == 0);
}

TEST_CASE("the rest of a list is within 2^-50 of what its leader leaves") {
  const nlohmann::json rows = reference::read("rest_vectors.json");
  REQUIRE(rows.size() == 86);
  for (const auto& row : rows) {
    const double exact = row[1];
    const double left_by_leader = row[2];
    // An absolute error of the mass is a relative one of its logarithm; a rounding of that comes on top.
    const double bound = 0x1p-50 * left_by_leader / std::exp(exact) + std::fabs(exact) * 0x1p-51;
    INFO(row.dump());
    CHECK(std::fabs(logits::log_of_rest(row[0].get<std::vector<double>>()) - exact) <= bound);
  }
}

TEST_CASE("a list that holds everything leaves nothing") {
  CHECK(logits::log_of_rest(std::vector{0.0}) == -infinity);
  CHECK(logits::log_of_rest(std::vector{0.0, -infinity}) == -infinity);
  CHECK(logits::log_of_rest(std::vector{-0.1, -0.1}) == -infinity);
  CHECK(logits::log_of_rest(std::vector{-0.69314718, -0.69314718}) == -infinity);  // 1.0000000011 together
  CHECK(logits::log_of_rest(std::vector{1e-7, -20.0}) == -infinity);
}

TEST_CASE("an empty list, and one of banned tokens, leave everything") {
  CHECK(logits::log_of_rest({}) == 0);
  CHECK(logits::log_of_rest(std::vector{-infinity, -infinity}) == 0);
}

TEST_CASE("the rest behind a leader near 1 keeps its digits") {
  CHECK(logits::log_of_rest(std::vector{-1e-12}) == -27.631021115929048);         // (mpmath)
  CHECK(logits::log_of_rest(std::vector{-1e-12, -28.0}) == -28.806860115670165);  // (mpmath)
}

TEST_CASE("the logarithm of a probability of 0 is minus infinity") {
  CHECK(logits::log_of(0) == -infinity);
  CHECK(logits::log_of(1) == 0);
  CHECK(reference::ulps(logits::log_of(0.966), -0.03459144476961909) <= 1);  // (mpmath)
}
