#include "logits/steps/truncation.hpp"

#include "tests/catch.hpp"
#include "tests/unit/kept.hpp"

#include <cfloat>
#include <cmath>
#include <vector>

using kept_by::Ids;
using kept_by::kept;
using kept_by::logs;
using logits::Candidates;
using logits::MinP;
using logits::State;
using logits::TailFree;
using logits::TopA;
using logits::TopK;
using logits::TopNSigma;
using logits::TopP;
using logits::Xtc;

TEST_CASE("top-k with all ties keeps also what is equal to the last") {
  CHECK(kept(TopK{2, TopK::Ties::all}, {1, 1, 1, 0}) == Ids{0, 1, 2});
  CHECK(kept(TopK{2, TopK::Ties::first}, {1, 1, 1, 0}) == Ids{0, 1});
  CHECK(kept(TopK{1, TopK::Ties::all}, {1, 2, 1, 0}) == Ids{1});
}

TEST_CASE("top-p may have to be passed: a sum of p alone is not enough") {
  CHECK(kept(TopP{0.5, TopP::Rule::pass}, {0, 0, 0, 0}) == Ids{0, 1, 2});
  CHECK(kept(TopP{0.4, TopP::Rule::pass}, {0, 0, 0, 0}) == Ids{0, 1});
  CHECK(kept(TopP{0, TopP::Rule::pass}, {0, 1, 0}) == Ids{1});
}

TEST_CASE("top-p as what fits passes over a token that is too much, and goes on") {
  const std::vector<double> row = logs({0.5, 0.3, 0.15, 0.05});
  CHECK(kept(TopP{0.75, TopP::Rule::fit}, row) == Ids{0, 2, 3});  // 0.5 + 0.3 is too much
  CHECK(kept(TopP{0.66, TopP::Rule::fit}, row) == Ids{0, 2});
  CHECK(kept(TopP{0.81, TopP::Rule::fit}, row) == Ids{0, 1});
  CHECK(kept(TopP{0.56, TopP::Rule::fit}, row) == Ids{0, 3});
}

TEST_CASE("top-p as what fits keeps the leader, and of equals the first") {
  CHECK(kept(TopP{0.3, TopP::Rule::fit}, logs({0.2, 0.5, 0.3})) == Ids{1});
  CHECK(kept(TopP{0.5, TopP::Rule::fit}, {0, 0, 0, 0}) == Ids{0, 1});
  CHECK(kept(TopP{0.6, TopP::Rule::fit}, {0, 0, 0, 0}) == Ids{0, 1});
}

TEST_CASE("top-p as what fits passes over many tokens of a whole vocabulary") {
  // A leader of 1/2, three of 1/8, and 1024 of 2^-13 each: with the leader and two of 1/8, 1/16 are left.
  std::vector<double> row(1028, -13 * std::log(2));
  row[1000] = -std::log(2);
  row[3] = row[500] = row[1027] = -3 * std::log(2);
  const Ids ids = kept(TopP{0.8125 + 1e-9, TopP::Rule::fit}, row);
  CHECK(ids.size() == 3 + 512);
  CHECK(ids[513] == 513);  // 512 of 2^-13, and tokens 3 and 500 among them
  CHECK(ids.back() == 1000);
}

TEST_CASE("min-p above m does not keep a token of exactly m times the largest p") {
  CHECK(kept(MinP{0.5, MinP::Rule::above}, {0, std::log(0.5)}) == Ids{0});
  CHECK(kept(MinP{0.5, MinP::Rule::at_least}, {0, std::log(0.5)}) == Ids{0, 1});
  CHECK(kept(MinP{0.49, MinP::Rule::above}, {0, std::log(0.5)}) == Ids{0, 1});
}

TEST_CASE("min-p above 1 keeps the largest and all its equals") {
  CHECK(kept(MinP{1, MinP::Rule::above}, {3, 1, 3, 2}) == Ids{0, 2});
  CHECK(kept(MinP{1, MinP::Rule::above}, {0, 5e-324}, 1e300) == Ids{1});
}

TEST_CASE("top-n-sigma keeps what is within s standard deviations of the largest") {
  const std::vector<double> row = {0, 0, 4, 0};  // mean 1, deviation sqrt(3) = 1.732
  CHECK(kept(TopNSigma{2}, row) == Ids{2});
  CHECK(kept(TopNSigma{2.3}, row) == Ids{2});           // down to 0.016
  CHECK(kept(TopNSigma{2.31}, row).size() == 4);        // down to -0.001
  CHECK(kept(TopNSigma{1.5}, {3, 1, 2}) == Ids{0, 2});  // deviation sqrt(2/3) = 0.816: down to 1.775
}

TEST_CASE("top-n-sigma keeps what is exactly s deviations below the largest") {
  CHECK(kept(TopNSigma{2}, {5, 3}) == Ids{0, 1});  // deviation 1
  CHECK(kept(TopNSigma{std::nextafter(2, 0)}, {5, 3}) == Ids{0});
}

TEST_CASE("top-n-sigma does not depend on the temperature") {
  for (const double t : {5e-324, 0.5, DBL_MAX}) CHECK(kept(TopNSigma{1.5}, {3, 1, 2}, t) == Ids{0, 2});
}

TEST_CASE("top-n-sigma does not depend on what is added to all logits, nor on their scale") {
  CHECK(kept(TopNSigma{1.5}, {3 + 0x1p50, 1 + 0x1p50, 2 + 0x1p50}) == Ids{0, 2});
  for (const double scale : {5e-324, 1e-200, 1e200, DBL_MAX / 4}) {
    INFO(scale);
    CHECK(kept(TopNSigma{1.5}, {3 * scale, 1 * scale, 2 * scale}) == Ids{0, 2});
  }
  CHECK(kept(TopNSigma{2}, {DBL_MAX, -DBL_MAX}) == Ids{0, 1});
  CHECK(kept(TopNSigma{1.9}, {DBL_MAX, -DBL_MAX}) == Ids{0});
  CHECK(kept(TopNSigma{1.9}, {0, 5e-324}) == Ids{1});
}

TEST_CASE("top-n-sigma does not count banned tokens") {
  CHECK(kept(TopNSigma{1.5}, {3, -HUGE_VAL, 1, 2}) == Ids{0, 3});
}

TEST_CASE("top-n-sigma keeps equal logits, and one alone") {
  CHECK(kept(TopNSigma{1e-300}, {0.1, 0.1, 0.1}).size() == 3);
  CHECK(kept(TopNSigma{1e-300}, {7}) == Ids{0});
}

TEST_CASE("top-a keeps p of at least a times the square of the largest") {
  const std::vector<double> row = logs({0.25, 0.4, 0.35});  // squared 0.16
  CHECK(kept(TopA{2}, row) == Ids{1, 2});                   // 0.32
  CHECK(kept(TopA{1.5}, row) == Ids{0, 1, 2});              // 0.24
  CHECK(kept(TopA{1}, logs({0.5, 0.25, 0.25})) == Ids{0, 1, 2});
  CHECK(kept(TopA{1e308}, row) == Ids{1});
}

TEST_CASE("tail-free keeps up to where the curvature of p exceeds its share") {
  // Differences 0.25, 0.1, 0.09, 0.02, and theirs 0.15, 0.01, 0.07: of 0.23, the first is 0.652, two 0.696.
  const std::vector<double> row = logs({0.15, 0.5, 0.06, 0.25, 0.04});
  CHECK(kept(TailFree{0}, row) == Ids{1});
  CHECK(kept(TailFree{0.65}, row) == Ids{1});
  CHECK(kept(TailFree{0.66}, row) == Ids{1, 3});
  CHECK(kept(TailFree{0.7}, row) == Ids{0, 1, 3});
  CHECK(kept(TailFree{0.999}, row) == Ids{0, 1, 3});
  CHECK(kept(TailFree{1}, row).size() == 5);
}

TEST_CASE("tail-free has to exceed its share: half of it is not more than half") {
  CHECK(kept(TailFree{0.5}, {0, 0, 1, 1}) == Ids{2, 3});  // two equal curvatures, around the step
  CHECK(kept(TailFree{0.49}, {0, 0, 1, 1}) == Ids{2});
}

TEST_CASE("tail-free keeps all where there is no curvature") {
  CHECK(kept(TailFree{0.5}, {2, 1}).size() == 2);
  CHECK(kept(TailFree{0}, {1, 1, 1, 1}).size() == 4);
  CHECK(kept(TailFree{0}, {5}).size() == 1);
}

TEST_CASE("tail-free keeps the leader alone where the others have no p") {
  CHECK(kept(TailFree{0.95}, {-1e308, 1e308, 0}) == Ids{1});
  CHECK(kept(TailFree{0.95}, {1, 2, 3}, 5e-324) == Ids{2});
}

TEST_CASE("xtc drops the top choices but the least likely of them") {
  const std::vector<double> row = logs({0.125, 0.5, 0.125, 0.25});
  CHECK(kept(Xtc{1, 0.2}, row) == Ids{0, 2, 3});
  CHECK(kept(Xtc{1, 0.3}, row).size() == 4);  // one top choice
  CHECK(kept(Xtc{1, 0.6}, row).size() == 4);  // none
}

TEST_CASE("of the least likely top choices, xtc leaves the last") {
  CHECK(kept(Xtc{1, 0.125}, logs({0.125, 0.5, 0.125, 0.25})) == Ids{2});
  CHECK(kept(Xtc{1, 0}, {1, 1, 1}) == Ids{2});
}

TEST_CASE("xtc strikes where its coin is less than its probability") {
  State state;
  state.random = {.seed = 3, .row = 7};
  const double coin = state.random(logits::Stream::coin, 0);
  CHECK(kept(Xtc{coin, 0.1}, {0, 0}, 1, state).size() == 2);
  CHECK(kept(Xtc{std::nextafter(coin, 1), 0.1}, {0, 0}, 1, state) == Ids{1});
}

TEST_CASE("xtc with probability 1 always strikes, and with 0 never") {
  State state;
  for (state.random.row = 0; state.random.row < 1000; ++state.random.row) {
    REQUIRE(Xtc{1, 0.1}.strikes(state));
    REQUIRE(!Xtc{0, 0.1}.strikes(state));
  }
}
