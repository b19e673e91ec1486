#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"
#include "tests/reference/reference.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using logits::Bias;
using logits::Candidates;
using logits::Distribution;
using logits::TokenId;

namespace {

Distribution softmax(const std::vector<double>& logits, double temperature = 1) {
  Candidates candidates = Candidates::from(logits);
  logits::run_chain({.steps = {logits::Temperature{temperature}}}, candidates);
  return logits::softmax(candidates);
}

void require_equal_bits(const Distribution& a, const Distribution& b) {
  REQUIRE(a.p == b.p);
  REQUIRE(a.logp == b.logp);
  REQUIRE(a.entropy == b.entropy);
}

template <typename Law>
void for_every_row(Law law) {
  for (const std::vector<double>& row : rows::all()) {
    INFO(row.size() << " logits from " << row[0]);
    law(row);
  }
}

}  // namespace

TEST_CASE("permuting the logits permutes the probabilities, within 4 ulp") {
  rows::Dice dice(2);
  for_every_row([&dice](const std::vector<double>& row) {
    const std::vector<std::size_t> order = rows::shuffled(row.size(), dice);
    std::vector<double> moved;
    for (const std::size_t i : order) moved.push_back(row[i]);
    const Distribution before = softmax(row), after = softmax(moved);
    for (std::size_t i = 0; i < order.size(); ++i) {
      REQUIRE(reference::ulps(after.p[i], before.p[order[i]]) <= 4);
      REQUIRE(reference::ulps(after.logp[i], before.logp[order[i]]) <= 4);
    }
  });
}

TEST_CASE("dividing the logits by a power of two is the same as multiplying T by it, to the last bit") {
  for_every_row([](const std::vector<double>& row) {
    for (const double power : {0x1p-40, 0.5, 8.0, 0x1p40}) {
      std::vector<double> divided = row;
      for (double& logit : divided) logit /= power;
      require_equal_bits(softmax(divided, 0.7), softmax(row, 0.7 * power));
    }
  });
}

TEST_CASE("probabilities add up to 1 within 1e-12") {
  for_every_row([](const std::vector<double>& row) {
    for (const double temperature : {1e-3, 0.7, 1.0, 30.0}) {
      const std::vector<double> p = softmax(row, temperature).p;
      REQUIRE(std::abs(std::accumulate(p.begin(), p.end(), 0.0) - 1) < 1e-12);
    }
  });
}

TEST_CASE("e to the log-probability is the probability, within 2 + |log-probability| ulp") {
  for_every_row([](const std::vector<double>& row) {
    const Distribution distribution = softmax(row);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const double logp = distribution.logp[i];
      REQUIRE(reference::ulps(std::exp(logp), distribution.p[i]) <= 2 + std::abs(logp));
    }
  });
}

TEST_CASE("log-probabilities are logits that give themselves back, within 1e-13") {
  for_every_row([](const std::vector<double>& row) {
    const Distribution first = softmax(row);
    const Distribution second = softmax(first.logp);
    for (std::size_t i = 0; i < row.size(); ++i) {
      REQUIRE(std::abs(second.p[i] - first.p[i]) <= 1e-13 * first.p[i]);
    }
  });
}

TEST_CASE("entropy lies between 0 and ln n, and grows with T") {
  for_every_row([](const std::vector<double>& row) {
    double last = 0;
    for (const double temperature : {0.01, 0.5, 1.0, 2.0, 100.0}) {
      const double entropy = softmax(row, temperature).entropy;
      const double most = std::log(static_cast<double>(row.size()));
      REQUIRE(entropy >= last * (1 - 1e-14));
      REQUIRE(entropy <= most * (1 + 1e-14));
      last = entropy;
    }
  });
}

TEST_CASE("a larger logit never has a smaller probability, and equal ones have the same") {
  for_every_row([](const std::vector<double>& row) {
    const Distribution distribution = softmax(row, 0.7);
    for (std::size_t i = 1; i < row.size(); ++i) {
      if (row[i] >= row[i - 1]) REQUIRE(distribution.p[i] >= distribution.p[i - 1]);
      if (row[i] <= row[i - 1]) REQUIRE(distribution.p[i] <= distribution.p[i - 1]);
    }
  });
}

TEST_CASE("a bias is the same as editing the logit, to the last bit") {
  for_every_row([](const std::vector<double>& row) {
    const auto id = static_cast<TokenId>(row.size() / 2);
    std::vector<double> edited = row;
    edited[id] += 0.1;
    Candidates candidates = Candidates::from(row);
    logits::run_chain({.steps = {Bias{.terms = {{.id = id, .bias = 0.1}}}}}, candidates);
    require_equal_bits(logits::softmax(candidates), softmax(edited));
  });
}

TEST_CASE("a ban is the same as a logit of minus infinity, to the last bit") {
  const double infinity = std::numeric_limits<double>::infinity();
  for_every_row([infinity](std::vector<double> row) {
    row.push_back(3);
    Candidates candidates = Candidates::from(row);
    logits::run_chain({.steps = {Bias{.terms = {{.id = 0, .bias = -infinity}}}}}, candidates);
    row[0] = -infinity;
    require_equal_bits(logits::softmax(candidates), softmax(row));
  });
}

TEST_CASE("the other tokens do not notice a banned one, wherever it stands") {
  for_every_row([](const std::vector<double>& row) {
    for (const std::size_t place : {std::size_t{0}, row.size() / 2, row.size()}) {
      std::vector<double> with = row;
      with.insert(with.begin() + static_cast<std::ptrdiff_t>(place),
                  -std::numeric_limits<double>::infinity());
      require_equal_bits(softmax(with), softmax(row));
    }
  });
}

TEST_CASE("minus zero is zero") {
  require_equal_bits(softmax({-0.0, 1, 0.0}), softmax({0.0, 1, 0.0}));
  require_equal_bits(softmax({-0.0, -0.0, -1}), softmax({0.0, -0.0, -1}));
}

TEST_CASE("floats give the bits of the doubles they are") {
  for_every_row([](const std::vector<double>& row) {
    const std::vector<float> narrow(row.begin(), row.end());  // these rows have few digits: nothing is lost
    require_equal_bits(logits::softmax(Candidates::from(narrow)), softmax(row));
  });
}
