#include "src/cli/commands/diff_summary.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <limits>

using logits::Candidates;
using logits::TokenId;
using logits::cli::diff_of;
using logits::cli::DiffSummary;
using logits::cli::RowDiff;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

RowDiff diff(const std::vector<double>& a, const std::vector<double>& b,
             std::optional<TokenId> next = std::nullopt) {
  return diff_of(Candidates::from(a), Candidates::from(b), next);
}

logits::io::Row tokens(std::size_t count) {
  logits::io::Row row;
  row.logits.resize(count);
  return row;
}

}  // namespace

TEST_CASE("what moved most is the sum of what moved in each row, the earlier token first of equals") {
  DiffSummary summary;
  // p of two equal logits is 1/2; of 0 and ln 3 it is 1/4 and 3/4. So both tokens move by 1/4, there and
  // back.
  summary.add(diff({0, 0}, {0, std::log(3)}), tokens(2));
  summary.add(diff({0, std::log(3)}, {0, 0}), tokens(2));
  CHECK(summary.moved(0) == std::vector<TokenId>{0, 1});
  CHECK(summary.moved(1) == std::vector<TokenId>{0});
  CHECK(summary.moved_count() == 2);
  CHECK(std::abs(summary.movement(0).distance - 0.5) < 1e-15);
  CHECK(std::abs(summary.movement(0).change) < 1e-15);
}

TEST_CASE("the log-ratio over all rows is that of the mean probabilities") {
  DiffSummary summary;
  summary.add(diff({0, 0}, {0, std::log(3)}), tokens(2));  // 1/2 -> 3/4
  summary.add(diff({0, 0}, {0, 0}), tokens(2));            // 1/2 -> 1/2
  CHECK(std::abs(*summary.log_ratio(1) - std::log(1.25)) < 1e-15);
}

TEST_CASE("the log-ratio is infinite only for a token that one of the two never has") {
  DiffSummary summary;
  summary.add(diff({0, 0, -infinity}, {0, -infinity, 0}), tokens(3));
  summary.add(diff({0, 0, -infinity}, {0, -infinity, 0}), tokens(3));
  CHECK(summary.log_ratio(1) == -infinity);
  CHECK(summary.log_ratio(2) == infinity);

  DiffSummary tiny;  // e^-800 is 0 in a double, and still no ban
  tiny.add(diff({0, -800}, {-800, 0}), tokens(2));
  CHECK(tiny.log_ratio(1) == 800.0);
  tiny.add(diff({0, -800}, {-800, 0}), tokens(2));
  CHECK(!tiny.log_ratio(1));
}

TEST_CASE("equal rows have moved nothing") {
  DiffSummary summary;
  summary.add(diff({1, 2, 3}, {1, 2, 3}), tokens(3));
  CHECK(summary.moved(0).empty());
  CHECK(summary.of("kl").mean() == 0);
}

TEST_CASE("rows with different tokens are averaged, but have no tokens in common") {
  DiffSummary summary;
  summary.add(diff({0, 0}, {0, 1}), tokens(2));
  summary.add(diff({0, 0, 0}, {0, 1, 0}), tokens(3));
  CHECK(summary.tokens() == nullptr);
  CHECK(summary.fewest_tokens() == 2);
  CHECK(summary.most_tokens() == 3);
  CHECK(summary.of("kl").count() == 2);
}

TEST_CASE("a next token that neither can draw has no difference, and one that one can has an infinite one") {
  DiffSummary summary;
  summary.add(diff({0, -infinity}, {0, -infinity}, 1), tokens(2));
  CHECK(summary.undefined_targets() == 1);
  CHECK(summary.of("nll_a").mean() == infinity);
  CHECK(!summary.of("nll_difference").mean());
  summary.add(diff({0, 0}, {0, -infinity}, 1), tokens(2));
  CHECK(summary.undefined_targets() == 1);
  CHECK(summary.of("nll_difference").mean() == infinity);
}

TEST_CASE("log-ratios of rows without a common token are undefined") {
  DiffSummary summary;
  summary.add(diff({0, -infinity}, {-infinity, 0}), tokens(2));
  CHECK(summary.of("logp_rms").empty());
  CHECK(summary.of("js").count() == 1);
}
