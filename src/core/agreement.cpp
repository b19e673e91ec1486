#include "logits/divergence.hpp"

#include <algorithm>
#include <optional>

namespace logits {
namespace {

struct Ranked {
  double logit;
  TokenId id;

  bool is_before(const Ranked& other) const {
    return logit != other.logit ? logit > other.logit : id < other.id;
  }
};

constexpr std::size_t most = 10;

/// The likeliest tokens, at most ten, the first first.
std::vector<Ranked> leaders_of(const Candidates& candidates) {
  std::vector<Ranked> leaders;
  for (std::size_t i = 0; i < candidates.ids.size(); ++i) {
    const Ranked token{candidates.logits[i], candidates.ids[i]};
    if (leaders.size() == most && !token.is_before(leaders.back())) continue;
    const auto place = std::find_if(leaders.begin(), leaders.end(),
                                    [&](const Ranked& other) { return token.is_before(other); });
    leaders.insert(place, token);
    if (leaders.size() > most) leaders.pop_back();
  }
  return leaders;
}

/// Which part of the first k of a is among the first k of b; where they have fewer, of all of them.
double shared(const std::vector<Ranked>& a, const std::vector<Ranked>& b, std::size_t k) {
  const std::size_t size = std::min(k, std::max(a.size(), b.size()));
  std::size_t found = 0;
  for (std::size_t i = 0; i < std::min(size, a.size()); ++i) {
    const auto end = b.begin() + static_cast<std::ptrdiff_t>(std::min(size, b.size()));
    found += std::any_of(b.begin(), end, [&](const Ranked& token) { return token.id == a[i].id; }) ? 1 : 0;
  }
  return static_cast<double>(found) / static_cast<double>(size);
}

/// The ranks of some tokens among the candidates, from 1; what is not there ranks behind all that are.
std::vector<std::size_t> ranks_in(const Candidates& candidates, const std::vector<Ranked>& tokens) {
  std::vector<std::optional<Ranked>> found;
  double lowest = 0;
  bool any = false;
  for (const Ranked& token : tokens) {
    const auto place = std::lower_bound(candidates.ids.begin(), candidates.ids.end(), token.id);
    if (place == candidates.ids.end() || *place != token.id) {
      found.emplace_back();
      continue;
    }
    const double logit = candidates.logits[static_cast<std::size_t>(place - candidates.ids.begin())];
    lowest = any ? std::min(lowest, logit) : logit;
    any = true;
    found.emplace_back(Ranked{logit, token.id});
  }
  std::vector<std::size_t> ranks(tokens.size(), 1);
  for (std::size_t i = 0; any && i < candidates.ids.size(); ++i) {
    if (candidates.logits[i] < lowest) continue;  // behind all of them, as most tokens are
    const Ranked token{candidates.logits[i], candidates.ids[i]};
    for (std::size_t t = 0; t < ranks.size(); ++t) ranks[t] += found[t] && token.is_before(*found[t]) ? 1 : 0;
  }
  for (std::size_t t = 0; t < ranks.size(); ++t) {
    if (!found[t]) ranks[t] = candidates.ids.size() + 1;
  }
  return ranks;
}

}  // namespace

Agreement agreement(const Candidates& a, const Candidates& b) {
  const std::vector<Ranked> leaders_a = leaders_of(a), leaders_b = leaders_of(b);
  const std::vector<std::size_t> ranks = ranks_in(b, leaders_a);
  Agreement result{.leader_a = leaders_a.front().id, .leader_b = leaders_b.front().id};
  result.top1 = shared(leaders_a, leaders_b, 1);
  result.top5 = shared(leaders_a, leaders_b, 5);
  result.top10 = shared(leaders_a, leaders_b, most);
  result.rank_b = ranks.front();
  std::size_t moved = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i)
    moved += std::max(ranks[i], i + 1) - std::min(ranks[i], i + 1);
  result.rank_change = static_cast<double>(moved) / static_cast<double>(ranks.size());
  return result;
}

}  // namespace logits
