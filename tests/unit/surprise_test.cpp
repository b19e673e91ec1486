#include "logits/steps/surprise.hpp"

#include "tests/catch.hpp"
#include "tests/unit/kept.hpp"

#include <cfloat>
#include <cmath>
#include <vector>

using kept_by::Ids;
using kept_by::kept;
using kept_by::logs;
using logits::Epsilon;
using logits::Eta;
using logits::PLess;
using logits::TopH;
using logits::Typical;

namespace {

/// An entropy of 1.75 bits, and surprises of 1, 2, 3 and 3 bits.
const std::vector<double> halves = logs({0.5, 0.25, 0.125, 0.125});

}  // namespace

TEST_CASE("typical keeps the tokens whose surprise is nearest to the entropy") {
  CHECK(kept(Typical{0.2}, halves) == Ids{1});  // deviations of 0.75, 0.25, 1.25 and 1.25 bits
  CHECK(kept(Typical{0.3}, halves) == Ids{0, 1});
  CHECK(kept(Typical{0.8}, halves) == Ids{0, 1, 2});
  CHECK(kept(Typical{0.9}, halves) == Ids{0, 1, 2, 3});
}

TEST_CASE("typical is reached by tokens that hold exactly p, or has to be passed") {
  CHECK(kept(Typical{0.25}, halves) == Ids{1});
  CHECK(kept(Typical{0.25, Typical::Rule::pass}, halves) == Ids{0, 1});
  CHECK(kept(Typical{0.5}, {0, 0, 0, 0}) == Ids{0, 1});
  CHECK(kept(Typical{0.5, Typical::Rule::pass}, {0, 0, 0, 0}) == Ids{0, 1, 2});
}

TEST_CASE("typical keeps the earlier of those that deviate as much, or all") {
  CHECK(kept(Typical{0.8}, halves) == Ids{0, 1, 2});
  CHECK(kept(Typical{0.8, Typical::Rule::reach, Typical::Ties::all}, halves) == Ids{0, 1, 2, 3});
}

TEST_CASE("typical 0 keeps the most typical token alone, and 1 keeps all") {
  CHECK(kept(Typical{0}, halves) == Ids{1});
  CHECK(kept(Typical{0, Typical::Rule::pass}, halves) == Ids{1});
  CHECK(kept(Typical{1}, {0, -1000}) == Ids{0, 1});
}

TEST_CASE("a token without any p deviates beyond measure, and costs typical nothing") {
  for (const double p : {0.0, 0.5, 1 - 0x1p-53}) {
    INFO(p);
    CHECK(kept(Typical{p}, {-1e308, 1e308, 0}, 5e-324) == Ids{1});
    CHECK(kept(Typical{p}, {0, -800}) == Ids{0});
    CHECK(kept(Typical{p}, {7}) == Ids{0});
  }
  std::vector<double> many(5000, -DBL_MAX);
  many[4000] = many[4001] = DBL_MAX;
  CHECK(kept(Typical{0.9}, many) == Ids{4000, 4001});
}

TEST_CASE("typical keeps the first of many equal tokens") {
  const std::vector<double> many(5000, 3);
  CHECK(kept(Typical{0.5}, many).size() == 2500);
  CHECK(kept(Typical{0.5}, many).back() == 2499);
}

TEST_CASE("epsilon keeps p of at least epsilon, and the largest") {
  const std::vector<double> row = logs({0.25, 0.4, 0.35});
  CHECK(kept(Epsilon{0.3}, row) == Ids{1, 2});
  CHECK(kept(Epsilon{0.2}, row) == Ids{0, 1, 2});
  CHECK(kept(Epsilon{0.5}, row) == Ids{1});
  CHECK(kept(Epsilon{1}, {2, 2, 1}) == Ids{0, 1});
  CHECK(kept(Epsilon{0.25}, {0, 0, 0, 0}).size() == 4);
  CHECK(kept(Epsilon{5e-324}, {0, -800}) == Ids{0});
}

TEST_CASE("epsilon goes by p at the temperature that is owed") {
  CHECK(kept(Epsilon{0.1}, {2, 0}, 1) == Ids{0, 1});  // 0.119
  CHECK(kept(Epsilon{0.1}, {2, 0}, 0.5) == Ids{0});   // 0.018
}

TEST_CASE("eta keeps p of at least eta where the entropy is low") {
  // H = 0.392, so sqrt(0.05) e^-H = 0.151 is more than 0.05.
  CHECK(kept(Eta{0.05}, logs({0.9, 0.06, 0.04})) == Ids{0, 1});
}

TEST_CASE("eta asks for less where the entropy is high") {
  CHECK(kept(Eta{0.25}, halves) == Ids{0, 1});  // e^-H = 2^-1.75 = 0.2973: 0.1487
  CHECK(kept(Eta{0.16}, halves).size() == 4);   // 0.1189
}

TEST_CASE("eta 1 keeps equal tokens") {
  for (const std::size_t n : {1U, 2U, 3U, 10U, 4999U})
    CHECK(kept(Eta{1}, std::vector<double>(n, 0.1)).size() == n);
}

TEST_CASE("top-h keeps the longest prefix whose entropy is at most a of all") {
  // Prefixes have 0, 0.9183, 1.3788 and 1.75 bits.
  CHECK(kept(TopH{0.5}, halves) == Ids{0});          // 0.875
  CHECK(kept(TopH{0.6}, halves) == Ids{0, 1});       // 1.05
  CHECK(kept(TopH{0.787}, halves) == Ids{0, 1});     // 1.377
  CHECK(kept(TopH{0.79}, halves) == Ids{0, 1, 2});   // 1.3825
  CHECK(kept(TopH{0.999}, halves) == Ids{0, 1, 2});  // the earlier of the last two
}

TEST_CASE("top-h by terms adds up -p ln p") {
  // 0.5, 1, 1.375 and 1.75 bits.
  CHECK(kept(TopH{0.5, TopH::Rule::terms}, halves) == Ids{0});
  CHECK(kept(TopH{0.787, TopH::Rule::terms}, halves) == Ids{0, 1, 2});
  CHECK(kept(TopH{0.1, TopH::Rule::terms}, halves) == Ids{0});  // the first is too much, but stays
}

TEST_CASE("top-h by terms keeps no token without any p") {
  CHECK(kept(TopH{0.9, TopH::Rule::terms}, {0, 1000, 1}) == Ids{1});
}

TEST_CASE("top-h by terms knows the 100 largest alone") {
  const std::vector<double> row(1000, 0.5);  // each of 100 has 0.01 of the entropy
  CHECK(kept(TopH{0.505, TopH::Rule::terms}, row).size() == 50);
  CHECK(kept(TopH{0.999, TopH::Rule::terms}, row).size() == 99);
}

TEST_CASE("top-h of equal tokens keeps as many as have the entropy") {
  CHECK(kept(TopH{0.5}, {1, 1, 1, 1}) == Ids{0, 1});  // ln 2 = ln 4 / 2
  CHECK(kept(TopH{0.49}, {1, 1, 1, 1}) == Ids{0});
  CHECK(kept(TopH{0.5}, std::vector<double>(10'000, 0)).size() == 100);
}

TEST_CASE("top-h is as exact behind a leader with nearly all the mass") {
  // 1 : e^-50 : e^-50: of the entropy of all, two tokens have half, but for 1e-22.
  CHECK(kept(TopH{0.499}, {50, 0, 0}) == Ids{0});
  CHECK(kept(TopH{0.501}, {50, 0, 0}) == Ids{0, 1});
  CHECK(kept(TopH{0.501}, {700, 0, 0}) == Ids{0, 1});
  CHECK(kept(TopH{0.999}, {0, -1000, -1000}) == Ids{0});  // the others have no p
  CHECK(kept(TopH{0.999}, {1e308, -1e308}, 5e-324) == Ids{0});
}

TEST_CASE("p-less keeps p of at least the chance that two draws agree") {
  CHECK(kept(PLess{true}, halves) == Ids{0});                             // 0.34375
  CHECK(kept(PLess{true}, logs({0.25, 0.4, 0.35})) == Ids{1, 2});         // 0.345
  CHECK(kept(PLess{true}, logs({0.4, 0.4, 0.2})) == Ids{0, 1});           // 0.36
  CHECK(kept(PLess{true}, {-1e308, 1e308, 1e308}, 5e-324) == Ids{1, 2});  // 0.5
}

TEST_CASE("p-less keeps equal tokens") {
  for (const std::size_t n : {1U, 2U, 3U, 10U, 4999U})
    CHECK(kept(PLess{true}, std::vector<double>(n, 0.1)).size() == n);
}
