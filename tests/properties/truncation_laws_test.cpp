#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

using logits::Candidates;
using logits::Distribution;
using logits::Epsilon;
using logits::Eta;
using logits::MinP;
using logits::PLess;
using logits::Step;
using logits::TailFree;
using logits::TokenId;
using logits::TopA;
using logits::TopH;
using logits::TopK;
using logits::TopNSigma;
using logits::TopP;
using logits::Typical;
using logits::Xtc;

namespace {

/// A row, and what softmax makes of it at a temperature; the steps by definition, sorting all.
struct Row {
  Candidates candidates;
  Distribution all;
  std::vector<std::size_t> down;  ///< from the largest logit, the earlier first on a tie
  double most = 0;                ///< the largest p

  Row(const std::vector<double>& logits, double temperature) : candidates(Candidates::from(logits)) {
    candidates.temperature = temperature;
    all = logits::softmax(candidates);
    down = sorted([&](std::size_t i) { return logits[i]; });
    most = *std::max_element(all.p.begin(), all.p.end());
  }

  std::vector<std::size_t> sorted(auto key) const {
    std::vector<std::size_t> order(all.p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) > key(b); });
    return order;
  }
  double z(std::size_t i) const { return candidates.logits[i]; }
};

std::vector<TokenId> ids(std::vector<std::size_t> positions) {
  std::sort(positions.begin(), positions.end());
  return {positions.begin(), positions.end()};
}

std::vector<TokenId> where(const Row& row, auto stays) {
  std::vector<TokenId> kept;
  for (std::size_t i = 0; i < row.all.p.size(); ++i) {
    if (stays(i)) kept.push_back(static_cast<TokenId>(i));
  }
  return kept;
}

/// The first `count` of an order, and of the others those that have the last one's key.
std::vector<TokenId> first(const std::vector<std::size_t>& order, std::size_t count, bool ties, auto key) {
  std::vector<std::size_t> kept(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count));
  for (; ties && count < order.size() && key(order[count]) == key(kept.back()); ++count)
    kept.push_back(order[count]);
  return ids(kept);
}

std::vector<TokenId> after(const Step& step, Candidates candidates) {
  logits::apply_part({.steps = {step}}, 0, candidates, {});
  return candidates.ids;
}

std::vector<TokenId> expected(const TopK& step, const Row& row) {
  const std::size_t count = std::min<std::size_t>(step.k, row.down.size());
  return first(row.down, count, step.ties == TopK::Ties::all, [&](std::size_t i) { return row.z(i); });
}

/// As far as the mass is below p, or not above it.
std::size_t count_to(const Row& row, const std::vector<std::size_t>& order, double p, bool passes) {
  std::size_t count = 0;
  for (double sum = 0; count < order.size() && (count == 0 || sum < p || (passes && sum == p));)
    sum += row.all.p[order[count++]];
  return count;
}

std::vector<TokenId> expected(const TopP& step, const Row& row) {
  if (step.rule != TopP::Rule::fit)
    return first(row.down, count_to(row, row.down, step.p, step.rule == TopP::Rule::pass), false,
                 [](auto) { return 0; });
  std::vector<std::size_t> kept;
  double sum = 0;
  for (const std::size_t i : row.down) {
    if (!kept.empty() && sum + row.all.p[i] > step.p) continue;
    kept.push_back(i);
    sum += row.all.p[i];
  }
  return ids(kept);
}

std::vector<TokenId> expected(const Typical& step, const Row& row) {
  const auto key = [&](std::size_t i) {
    return -std::fabs(-row.all.logp[i] - row.all.entropy);
  };
  const std::vector<std::size_t> order = row.sorted(key);
  return first(order, count_to(row, order, step.p, step.rule == Typical::Rule::pass),
               step.ties == Typical::Ties::all, key);
}

std::vector<TokenId> expected(const MinP& step, const Row& row) {
  return where(row, [&](std::size_t i) {
    const double odds = row.all.p[i] / row.most;
    return step.rule == MinP::Rule::at_least ? odds >= step.m : odds > step.m || odds == 1;
  });
}

std::vector<TokenId> expected(const TopNSigma& step, const Row& row) {
  const auto n = static_cast<long double>(row.down.size());
  long double mean = 0, variance = 0;
  for (const double z : row.candidates.logits) mean += z / n;
  for (const double z : row.candidates.logits) variance += (z - mean) * (z - mean) / n;
  return where(row,
               [&](std::size_t i) { return row.z(i) >= row.z(row.down[0]) - step.s * std::sqrt(variance); });
}

std::vector<TokenId> expected(const TopA& step, const Row& row) {
  return where(
      row, [&](std::size_t i) { return row.all.p[i] >= std::min(row.most, step.a * row.most * row.most); });
}

std::vector<TokenId> expected(const Epsilon& step, const Row& row) {
  return where(row, [&](std::size_t i) { return row.all.p[i] >= std::min(step.epsilon, row.most); });
}

std::vector<TokenId> expected(const Eta& step, const Row& row) {
  const double least = std::min(step.eta, std::sqrt(step.eta) * std::exp(-row.all.entropy));
  return where(row, [&](std::size_t i) { return row.all.p[i] >= std::min(least, row.most); });
}

std::vector<TokenId> expected(const PLess&, const Row& row) {
  double agree = 0;
  for (const double p : row.all.p) agree += p * p;
  return where(row, [&](std::size_t i) { return row.all.p[i] >= std::min(agree * (1 - 1e-12), row.most); });
}

std::vector<TokenId> expected(const TailFree& step, const Row& row) {
  const auto p = [&](std::size_t rank) {
    return row.all.p[row.down[rank]];
  };
  std::vector<double> bends;
  for (std::size_t i = 0; i + 2 < row.down.size(); ++i)
    bends.push_back(std::fabs(p(i) - p(i + 1) - (p(i + 1) - p(i + 2))));
  const double all = std::accumulate(bends.begin(), bends.end(), 0.0);
  std::size_t count = 0;
  for (double sum = 0; count < bends.size();) {
    sum += bends[count++];
    if (sum > step.z * all) return first(row.down, count, false, [](auto) { return 0; });
  }
  return row.all.ids;
}

std::vector<TokenId> expected_by_terms(double a, const Row& row) {
  const std::size_t most = std::min<std::size_t>(row.down.size(), 100);
  const auto share = [&](std::size_t rank) {
    return std::exp(static_cast<long double>(row.all.logp[row.down[rank]] - row.all.logp[row.down[0]]));
  };
  long double total = 0, entropy = 0, sum = 0;
  for (std::size_t rank = 0; rank < most; ++rank) total += share(rank);
  const auto term = [&](std::size_t rank) {
    const long double p = share(rank) / total;
    return p > 0 ? -p * std::log(p) : 0;
  };
  for (std::size_t rank = 0; rank < most; ++rank) entropy += term(rank);
  std::size_t count = 0;
  while (count < most && row.all.p[row.down[count]] > 0 && (sum += term(count)) <= a * entropy) ++count;
  return first(row.down, std::max<std::size_t>(count, 1), false, [](auto) { return 0; });
}

std::vector<TokenId> expected(const TopH& step, const Row& row) {
  if (step.rule == TopH::Rule::terms) return expected_by_terms(step.a, row);
  std::size_t count = 1;
  for (long double rest = 0, terms = 0; count < row.down.size(); ++count) {
    const long double d =
        row.all.logp[row.down[count]] - row.all.logp[row.down[0]];  // relative to the leader
    rest += std::exp(d);
    terms -= std::exp(d) * d;
    const long double entropy = std::log1p(rest) + terms / (1 + rest);
    if (entropy > step.a * row.all.entropy || row.all.p[row.down[count]] == 0) break;
  }
  return first(row.down, count, false, [](auto) { return 0; });
}

std::vector<TokenId> expected(const Xtc& step, const Row& row) {
  const auto stays = where(row, [&](std::size_t i) { return row.all.p[i] < step.threshold; });
  const std::size_t tops = row.down.size() - stays.size();
  return where(row, [&](std::size_t i) { return row.all.p[i] < step.threshold || i == row.down[tops - 1]; });
}

template <typename Law>
void for_every_row(Law law) {
  for (const std::vector<double>& row : rows::all()) law(row);
  for (const std::size_t n : {3U, 65U, 1025U, 2049U}) {
    for (const std::vector<double>& row : rows::adversaries(n)) law(row);
  }
}

template <typename S>
void check(const std::vector<S>& steps) {
  for_every_row([&steps](const std::vector<double>& logits) {
    for (const double t : {0.3, 1.0, 7.0}) {
      const Row row(logits, t);
      for (const S& step : steps) {
        INFO(logits::describe(step) << " of " << logits.size() << " logits from " << logits[0]
                                    << " at T = " << t);
        REQUIRE(after(step, row.candidates) == expected(step, row));
      }
    }
  });
}

/// Each step keeps what the one before it keeps.
void check_growing(const std::vector<Step>& steps) {
  for_every_row([&steps](const std::vector<double>& logits) {
    std::vector<TokenId> fewer;
    for (const Step& step : steps) {
      const std::vector<TokenId> more = after(step, Candidates::from(logits));
      INFO(logits::describe(step) << " of " << logits.size() << " logits from " << logits[0]);
      REQUIRE(std::includes(more.begin(), more.end(), fewer.begin(), fewer.end()));
      fewer = more;
    }
  });
}

}  // namespace

TEST_CASE("top-k with all ties keeps the k largest and what is equal to the last") {
  check<TopK>({{1, TopK::Ties::all}, {7, TopK::Ties::all}, {100, TopK::Ties::all}});
}

TEST_CASE("top-p that passes p keeps what sorting and adding would") {
  // Sums of sorted probabilities are rounded, so p is none that a few equal tokens hold.
  check<TopP>({{0.0123, TopP::Rule::pass}, {0.5678, TopP::Rule::pass}, {0.9123, TopP::Rule::pass}});
}

TEST_CASE("top-p that fits into p keeps what sorting and trying each would") {
  for_every_row([](const std::vector<double>& logits) {
    const Row row(logits, 1);
    for (const double p : {0.0, 0.1234, 0.5678, 0.9123}) {
      // What is free in the end is filled up to the last digit, where two ways of rounding differ.
      const auto likely = [&](std::vector<TokenId> kept) {
        std::erase_if(kept, [&](TokenId id) { return row.all.p[id] < 1e-10; });
        return kept;
      };
      const TopP step{p, TopP::Rule::fit};
      INFO(logits::describe(step) << " of " << logits.size() << " logits from " << logits[0]);
      REQUIRE(likely(after(step, row.candidates)) == likely(expected(step, row)));
    }
  });
}

TEST_CASE("min-p above m keeps what is more than m times as likely as the largest, and it") {
  check<MinP>({{0.0123, MinP::Rule::above}, {0.6789, MinP::Rule::above}, {1, MinP::Rule::above}});
}

TEST_CASE("typical keeps what sorting by deviation and adding would") {
  using Rule = Typical::Rule;
  using Ties = Typical::Ties;
  check<Typical>({{0.1234}, {0.5678}, {0.9123}});
  check<Typical>({{0.1234, Rule::pass}, {0.5678, Rule::reach, Ties::all}, {0.9123, Rule::pass, Ties::all}});
}

TEST_CASE("top-n-sigma keeps what is within s deviations of the largest") {
  check<TopNSigma>({{0.1234}, {0.789}, {1.2345}, {3.21}});
}

TEST_CASE("top-a, epsilon, eta and p-less keep what has the p they ask for") {
  check<TopA>({{0.0123}, {0.234}, {0.987}, {3.21}});
  check<Epsilon>({{0.000123}, {0.0123}, {0.234}, {0.987}});
  check<Eta>({{0.000123}, {0.0123}, {0.234}, {0.987}});
  check<PLess>({{true}});
}

TEST_CASE("tail-free keeps what summing all curvatures in order would") {
  check<TailFree>({{0.1234}, {0.5678}, {0.9123}, {0.9999}});
}

TEST_CASE("top-h keeps what adding up entropy in order would") {
  check<TopH>({{0.1234}, {0.4321}, {0.789}, {0.9876}});
}

TEST_CASE("top-h by terms keeps what adding up -p ln p of the 100 largest would") {
  using Rule = TopH::Rule;
  check<TopH>({{0.1234, Rule::terms}, {0.4321, Rule::terms}, {0.789, Rule::terms}, {0.9876, Rule::terms}});
}

TEST_CASE("xtc drops the top choices but the last, and keeps all others") {
  check<Xtc>({{1, 0.0123}, {1, 0.1234}, {1, 0.456}});
}

TEST_CASE("what a truncating step keeps, it keeps when it is set to keep more") {
  check_growing({TopK{1, TopK::Ties::all}, TopK{3, TopK::Ties::all}, TopK{50, TopK::Ties::all}});
  check_growing({TopP{0, TopP::Rule::pass}, TopP{0.5, TopP::Rule::pass}, TopP{0.9, TopP::Rule::pass}});
  check_growing({MinP{1, MinP::Rule::above}, MinP{0.2, MinP::Rule::above}, MinP{1e-300, MinP::Rule::above}});
  check_growing({TopNSigma{1e-300}, TopNSigma{0.5}, TopNSigma{1}, TopNSigma{2}, TopNSigma{0}});
  check_growing({Typical{0}, Typical{0.3}, Typical{0.9}, Typical{1 - 0x1p-53}, Typical{1}});
  check_growing({TopA{1e308}, TopA{1}, TopA{0.2}, TopA{1e-300}, TopA{0}});
  check_growing({TailFree{0}, TailFree{0.3}, TailFree{0.9}, TailFree{0.999}, TailFree{1}});
  check_growing({Epsilon{1}, Epsilon{0.3}, Epsilon{0.01}, Epsilon{1e-9}, Epsilon{0}});
  check_growing({Eta{1}, Eta{0.3}, Eta{0.01}, Eta{1e-9}, Eta{0}});
  check_growing({TopH{0}, TopH{0.3}, TopH{0.8}, TopH{0.99}, TopH{1}});
  check_growing({TopH{0, TopH::Rule::terms}, TopH{0.3, TopH::Rule::terms}, TopH{0.99, TopH::Rule::terms}});
}
