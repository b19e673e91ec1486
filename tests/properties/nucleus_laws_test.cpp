#include "src/core/kernels/elementary.hpp"
#include "src/core/kernels/exponents.hpp"
#include "src/core/kernels/sum.hpp"
#include "src/core/nucleus.hpp"
#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace kernels = logits::kernels;
using logits::Candidates;
using logits::TokenId;

namespace {

std::vector<TokenId> kept(Candidates candidates, double p) {
  keep(candidates, candidates.logits, logits::nucleus(candidates, p));
  return candidates.ids;
}

double value(const kernels::Sum& sum) {
  const kernels::Pair total = sum.total();
  return total.high + total.low;
}

/// The nucleus by definition: a stable sort puts the earlier of equals first, and the sum runs down from
/// there.
std::vector<TokenId> definition(const Candidates& candidates, double p) {
  const auto& logits = candidates.logits;
  const auto [least, most] = std::minmax_element(logits.begin(), logits.end());
  const kernels::Exponents exponent(*most, *least, candidates.temperature);
  const auto weight = [&](TokenId id) {
    return kernels::exp(exponent(logits[id]).high, exponent(logits[id]).low);
  };
  std::vector<TokenId> ids = candidates.ids;
  kernels::Sum all, above;
  for (const TokenId id : ids) all.add(id, weight(id));
  std::stable_sort(ids.begin(), ids.end(), [&](TokenId a, TokenId b) { return logits[a] > logits[b]; });
  std::size_t count = 0;
  do {
    above.add(count, weight(ids[count]));
    ++count;
  } while (count < ids.size() && value(above) < p * value(all));
  ids.resize(count);
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

TEST_CASE("the nucleus is what sorting and adding from the top would keep") {
  rows::for_every_adversary([](const std::vector<double>& row) {
    Candidates candidates = Candidates::from(row);
    for (const double t : {0.01, 1.0, 30.0, 1e6}) {
      candidates.temperature = t;
      for (const double p : {0.0, 0.3, 0.9, 0.999999, 1 - 0x1p-53}) {
        INFO("p = " << p << " of " << row.size() << " logits from " << row[0] << " at T = " << t);
        REQUIRE(kept(candidates, p) == definition(candidates, p));
      }
    }
  });
}

TEST_CASE("the nucleus of a peaked, a normal and a flat row of a whole vocabulary is the sorted one") {
  rows::Dice dice(5);
  std::vector<double> row(32'000);
  for (double& logit : row) logit = dice(-1, 1) + dice(-1, 1) + dice(-1, 1) + dice(-1, 1);
  Candidates candidates = Candidates::from(row);
  for (const double t : {0.02, 0.1, 0.3, 1.0, 5.0, 1e9}) {
    candidates.temperature = t;
    for (const double p : {0.5, 0.95, 0.9999}) {
      INFO("p = " << p << " at T = " << t);
      REQUIRE(kept(candidates, p) == definition(candidates, p));
    }
  }
}

TEST_CASE("clusters within clusters have the sorted nucleus") {
  // Each is a thousandth as far from the largest as the one before, so that no one scale tells all apart.
  std::vector<double> row(6000);
  for (std::size_t i = 0; i < row.size(); ++i) {
    row[i] = -std::ldexp(1.0 + static_cast<double>(i % 7) / 8, 4 - static_cast<int>(i % 60));
  }
  const Candidates candidates = Candidates::from(row);
  for (const double p : {0.1, 0.5, 0.9, 0.99, 0.9999})
    REQUIRE(kept(candidates, p) == definition(candidates, p));
}

TEST_CASE("what the nucleus keeps, it keeps for every larger p") {
  rows::for_every_adversary([](const std::vector<double>& row) {
    const Candidates candidates = Candidates::from(row);
    std::vector<TokenId> fewer;
    for (const double p : {0.1, 0.5, 0.8, 0.95, 0.9999}) {
      const std::vector<TokenId> more = kept(candidates, p);
      REQUIRE(std::includes(more.begin(), more.end(), fewer.begin(), fewer.end()));
      fewer = more;
    }
  });
}
