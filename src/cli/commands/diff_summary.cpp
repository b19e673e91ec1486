#include "src/cli/commands/diff_summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace logits::cli {
namespace {

using Value = std::optional<double>;
constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

template <auto member>
Value in_divergence(const RowDiff& row) {
  return row.divergence.*member;
}

/// What only the tokens that both have can tell: nothing where they have none in common.
template <auto member>
Value in_common(const RowDiff& row) {
  const Divergence& both = row.divergence;
  return both.only_a + both.only_b == both.tokens.size() ? Value() : both.*member;
}

template <auto member>
Value in_agreement(const RowDiff& row) {
  return static_cast<double>(row.agreement.*member);
}

template <auto member>
Value in_row(const RowDiff& row) {
  return row.*member;
}

template <auto member>
Value surprise(const RowDiff& row) {
  return 0 - (*row.target).*member;  // no -0
}

Value surprise_growth(const RowDiff& row) {
  if (row.target->logp_a == minus_infinity && row.target->logp_b == minus_infinity) return std::nullopt;
  return 0 - row.target->log_ratio;
}

Value target_change(const RowDiff& row) {
  return row.target->change;
}

constexpr std::array all_measures = {
    Measure{"kl", "KL(A || B)", "nats", false, in_divergence<&Divergence::kl>},
    Measure{"kl_reverse", "KL(B || A)", "nats", false, in_divergence<&Divergence::kl_reverse>},
    Measure{"js", "Jensen-Shannon", "nats, at most 0.6931", false, in_divergence<&Divergence::js>},
    Measure{"tv", "total variation", "of at most 1", false, in_divergence<&Divergence::tv>},
    Measure{"logp_rms", "ln p difference, rms", "nats", false, in_common<&Divergence::logp_rms>},
    Measure{"logp_max", "ln p difference, largest", "nats", false, in_common<&Divergence::logp_max>},
    Measure{"entropy_a", "entropy of A", "nats", false, in_divergence<&Divergence::entropy_a>},
    Measure{"entropy_b", "entropy of B", "nats", false, in_divergence<&Divergence::entropy_b>},
    Measure{"leader_p_a", "p of A's leader in A", "", false, in_row<&RowDiff::leader_p_a>},
    Measure{"leader_p_b", "p of A's leader in B", "", false, in_row<&RowDiff::leader_p_b>},
    Measure{"leader_rank_b", "rank of A's leader in B", "", false, in_agreement<&Agreement::rank_b>},
    Measure{"rank_change", "rank change in A's top 10", "places", false,
            in_agreement<&Agreement::rank_change>},
    Measure{"top1_agreement", "same leader", "", false, in_agreement<&Agreement::top1>},
    Measure{"top5_agreement", "top 5 in common", "", false, in_agreement<&Agreement::top5>},
    Measure{"top10_agreement", "top 10 in common", "", false, in_agreement<&Agreement::top10>},
    Measure{"nll_a", "-ln p of the next token in A", "nats", true, surprise<&TargetChange::logp_a>},
    Measure{"nll_b", "-ln p of the next token in B", "nats", true, surprise<&TargetChange::logp_b>},
    Measure{"nll_difference", "its difference, B - A", "nats", true, surprise_growth},
    Measure{"target_dp", "p of the next token, B - A", "", true, target_change},
};

const TokenChange* find_token(const Divergence& divergence, TokenId id) {
  const auto& tokens = divergence.tokens;
  const auto found =
      std::lower_bound(tokens.begin(), tokens.end(), id,
                       [](const TokenChange& token, TokenId wanted) { return token.id < wanted; });
  return found != tokens.end() && found->id == id ? &*found : nullptr;
}

}  // namespace

std::span<const Measure> measures() {
  return all_measures;
}

RowDiff diff_of(const Candidates& a, const Candidates& b, std::optional<TokenId> next) {
  RowDiff row;
  row.divergence = divergence(a, b);
  row.agreement = agreement(a, b);
  const TokenChange& leader = *find_token(row.divergence, row.agreement.leader_a);
  row.leader_p_a = leader.p_a;
  row.leader_p_b = leader.p_b;
  if (!next) return row;
  row.target = TargetChange{.id = *next, .logp_a = minus_infinity, .logp_b = minus_infinity};
  if (const TokenChange* const token = find_token(row.divergence, *next)) {
    row.target = TargetChange{*next, token->logp_a, token->logp_b, token->log_ratio, token->change};
  }
  return row;
}

void DiffSummary::add_tokens(const io::Row& tokens) {
  const std::uint64_t count = tokens.count();
  if (rows_ == 0) {
    tokens_.logits = tokens.logits;
    tokens_.labels = tokens.labels;
    tokens_.vocabulary = tokens.vocabulary;
    tokens_.ids = tokens.ids;
    movements_.resize(tokens.count());
    fewest_ = most_ = count;
  }
  fewest_ = std::min(fewest_, count);
  most_ = std::max(most_, count);
  same_tokens_ = same_tokens_ && count == tokens_.count() && tokens.vocabulary == tokens_.vocabulary &&
                 tokens.labels == tokens_.labels && tokens.ids == tokens_.ids;
}

void DiffSummary::add(const RowDiff& row, const io::Row& tokens) {
  add_tokens(tokens);
  ++rows_;
  targets_ += row.target ? 1 : 0;
  rows_only_a_ += row.divergence.only_a > 0 ? 1 : 0;
  rows_only_b_ += row.divergence.only_b > 0 ? 1 : 0;
  agreement_ = row.agreement;
  for (std::size_t i = 0; i < all_measures.size(); ++i) {
    if (all_measures[i].of_target && !row.target) continue;
    if (const Value value = all_measures[i].of(row)) statistics_[i].add(*value);
  }
  if (!same_tokens_) return;
  for (const TokenChange& token : row.divergence.tokens) {
    Movement& movement = movements_[token.id];
    movement.p_a += token.p_a;
    movement.p_b += token.p_b;
    movement.change += token.change;
    movement.distance += std::fabs(token.change);
    movement.log_ratio = token.log_ratio;
    movement.in_a = movement.in_a || token.in_a;
    movement.in_b = movement.in_b || token.in_b;
  }
}

const Statistics& DiffSummary::of(std::string_view key) const {
  const auto found = std::find_if(all_measures.begin(), all_measures.end(),
                                  [key](const Measure& measure) { return measure.key == key; });
  return statistics_[static_cast<std::size_t>(found - all_measures.begin())];
}

std::uint64_t DiffSummary::undefined_targets() const {
  return targets_ - of("nll_difference").count();
}

std::uint64_t DiffSummary::moved_count() const {
  return static_cast<std::uint64_t>(std::count_if(movements_.begin(), movements_.end(),
                                                  [](const Movement& each) { return each.distance > 0; }));
}

std::vector<TokenId> DiffSummary::moved(std::uint64_t most) const {
  std::vector<TokenId> ids;
  for (std::size_t id = 0; id < movements_.size(); ++id) {
    if (movements_[id].distance > 0) ids.push_back(static_cast<TokenId>(id));
  }
  const std::size_t count =
      most == 0 ? ids.size() : static_cast<std::size_t>(std::min<std::uint64_t>(most, ids.size()));
  std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(count), ids.end(),
                    [this](TokenId a, TokenId b) {
                      const double x = movements_[a].distance, y = movements_[b].distance;
                      return x != y ? x > y : a < b;
                    });
  ids.resize(count);
  return ids;
}

std::optional<double> DiffSummary::log_ratio(TokenId id) const {
  const Movement& movement = movements_[id];
  if (rows_ == 1) return movement.log_ratio;
  if (!movement.in_a || !movement.in_b) return movement.in_a ? minus_infinity : -minus_infinity;
  if (movement.p_a == 0 || movement.p_b == 0) return std::nullopt;
  return log_of_ratio(movement.p_a, movement.p_b, movement.change);
}

}  // namespace logits::cli
