#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

using logits::Candidates;
using logits::Step;
using logits::Temperature;
using logits::TokenId;
using logits::TopK;

namespace {

std::vector<TokenId> kept(const std::vector<Step>& steps, const std::vector<double>& logits) {
  Candidates candidates = Candidates::from(logits);
  logits::run_steps(steps, candidates);
  return candidates.ids;
}

/// Top-k by definition: a stable sort puts the earlier of equals first.
std::vector<TokenId> definition(const std::vector<double>& logits, std::size_t k) {
  std::vector<TokenId> ids(logits.size());
  std::iota(ids.begin(), ids.end(), TokenId{0});
  std::stable_sort(ids.begin(), ids.end(), [&](TokenId a, TokenId b) { return logits[a] > logits[b]; });
  ids.resize(std::min(k, ids.size()));
  std::sort(ids.begin(), ids.end());
  return ids;
}

/// Rows that selections have stumbled over: sorted, reversed, equal, two values, an organ pipe, one peak.
std::vector<std::vector<double>> adversaries(std::size_t n) {
  std::vector<double> rising(n), pipe(n), two(n), peak(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    rising[i] = static_cast<double>(i);
    pipe[i] = static_cast<double>(std::min(i, n - i));
    two[i] = static_cast<double>(i * 7 % 3 == 0);
  }
  peak[n / 2] = 1;
  return {rising,
          {rising.rbegin(), rising.rend()},
          std::vector<double>(n, -2.5),
          pipe,
          two,
          peak,
          rows::distinct(n, 3),
          rows::tied(n, 3)};
}

template <typename Law>
void for_every_adversary(Law law) {
  std::vector<std::size_t> sizes(70);
  std::iota(sizes.begin(), sizes.end(), std::size_t{1});
  sizes.insert(sizes.end(), {127, 128, 129, 255, 256, 257, 1023, 1024, 1025});
  for (const std::size_t n : sizes) {
    for (const std::vector<double>& row : adversaries(n)) law(row);
  }
}

}  // namespace

TEST_CASE("top-k keeps what sorting by size, then by place, would keep") {
  for_every_adversary([](const std::vector<double>& row) {
    for (const std::size_t k : {std::size_t{1}, std::size_t{2}, std::size_t{3}, row.size() / 2,
                                row.size() - 1, row.size(), row.size() + 1}) {
      if (k == 0) continue;  // off
      INFO("k = " << k << " of " << row.size() << " logits from " << row[0]);
      REQUIRE(kept({TopK{k}}, row) == definition(row, k));
    }
  });
}

TEST_CASE("what top-k keeps, it keeps for every larger k") {
  for_every_adversary([](const std::vector<double>& row) {
    std::vector<TokenId> fewer;
    for (std::size_t k = 1; k <= row.size(); k = 2 * k + 1) {
      const std::vector<TokenId> more = kept({TopK{k}}, row);
      INFO("k = " << k << " of " << row.size() << " logits from " << row[0]);
      REQUIRE(std::includes(more.begin(), more.end(), fewer.begin(), fewer.end()));
      fewer = more;
    }
  });
}

TEST_CASE("top-k keeps the same tokens at every T above 0") {
  for_every_adversary([](const std::vector<double>& row) {
    for (const double temperature : {5e-324, 0.1, 3.0, 1e308}) {
      REQUIRE(kept({Temperature{temperature}, TopK{5}}, row) == kept({TopK{5}}, row));
    }
  });
}

TEST_CASE("top-k 1 keeps what T = 0 keeps") {
  for_every_adversary(
      [](const std::vector<double>& row) { REQUIRE(kept({TopK{1}}, row) == kept({Temperature{0}}, row)); });
}

TEST_CASE("top-k of the whole vocabulary is the same as no top-k, to the last bit") {
  for_every_adversary([](const std::vector<double>& row) {
    Candidates candidates = Candidates::from(row);
    logits::run_steps({TopK{row.size()}}, candidates);
    REQUIRE(candidates == Candidates::from(row));
  });
}

TEST_CASE("top-k of a million equal logits keeps the first") {
  const std::vector<double> row(1'000'000, 1);
  std::vector<TokenId> first(1000);
  std::iota(first.begin(), first.end(), TokenId{0});
  CHECK(kept({TopK{1000}}, row) == first);
}
