#pragma once

#include "logits/divergence.hpp"
#include "logits/statistics.hpp"
#include "src/io/row.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logits::cli {

/// The token that came next, in both distributions.
struct TargetChange {
  TokenId id = 0;
  double logp_a = 0, logp_b = 0;  ///< minus infinity where it cannot be drawn
  double log_ratio = 0;           ///< ln(p_b / p_a)
  double change = 0;              ///< p_b - p_a
};

/// What one row says.
struct RowDiff {
  std::uint64_t number = 0;
  std::string id;  ///< as JSON, or empty
  Divergence divergence;
  Agreement agreement;
  double leader_p_a = 0, leader_p_b = 0;  ///< of A's leader
  std::optional<TargetChange> target;
};

/// `next` is the index of the token that came next.
RowDiff diff_of(const Candidates& a, const Candidates& b, std::optional<TokenId> next);

/// A number that every row has, and how it is called: in JSON and in a table. Divergences, entropies and
/// log-ratios are in nats.
struct Measure {
  std::string_view key, title, unit;
  bool of_target;  ///< only where the next token is told
  /// Nothing where it is undefined, such as ln(0 / 0).
  std::optional<double> (*of)(const RowDiff&);
};
std::span<const Measure> measures();

/// How one token moved over all rows: sums, in which the rows have equal parts.
struct Movement {
  double p_a = 0, p_b = 0, change = 0;
  double distance = 0;              ///< the sum of |p_b - p_a|
  double log_ratio = 0;             ///< of the last row
  bool in_a = false, in_b = false;  ///< whether it can be drawn in any row
};

/// All rows together. Keeps 8 bytes for each measure and row, and some for each token.
class DiffSummary {
 public:
  /// `tokens` is the row whose tokens these are.
  void add(const RowDiff&, const io::Row& tokens);

  std::uint64_t rows() const { return rows_; }
  const Statistics& of(std::string_view key) const;
  bool has_targets() const { return targets_ > 0; }
  std::uint64_t undefined_targets() const;  ///< rows where neither model can draw the target

  /// In how many rows one has a token that the other cannot draw.
  std::uint64_t rows_only_a() const { return rows_only_a_; }
  std::uint64_t rows_only_b() const { return rows_only_b_; }

  /// The rows' tokens; nothing if they have not all the same.
  const io::Row* tokens() const { return same_tokens_ ? &tokens_ : nullptr; }
  std::uint64_t fewest_tokens() const { return fewest_; }
  std::uint64_t most_tokens() const { return most_; }

  /// The last row's leaders.
  const Agreement& agreement() const { return agreement_; }

  /// The tokens that moved most, by the distance, at most so many; 0 for all that moved.
  std::vector<TokenId> moved(std::uint64_t most) const;
  std::uint64_t moved_count() const;
  const Movement& movement(TokenId id) const { return movements_[id]; }

  /// ln of B's mean p over A's. Nothing where both, or one that can be drawn, round to 0.
  std::optional<double> log_ratio(TokenId id) const;

 private:
  void add_tokens(const io::Row& tokens);

  std::uint64_t rows_ = 0, targets_ = 0, rows_only_a_ = 0, rows_only_b_ = 0, fewest_ = 0, most_ = 0;
  std::vector<Statistics> statistics_{measures().size()};
  io::Row tokens_;
  bool same_tokens_ = true;
  Agreement agreement_;
  std::vector<Movement> movements_;
};

}  // namespace logits::cli
