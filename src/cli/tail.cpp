#include "src/cli/tail.hpp"

#include "logits/error.hpp"
#include "src/io/format.hpp"
#include "src/io/place.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

std::uint64_t kept_by(const std::vector<Step>& steps) {
  return get_step<Temperature>(steps).t == 0 ? 1 : get_step<TopK>(steps).k;
}

/// How many of the largest logits are surely all listed. A biased token may have let an equal one that is not
/// listed past it.
std::uint64_t surely_largest(const io::Row& row, const Bias& bias) {
  std::vector<double> listed(row.logits.begin(), row.logits.end() - 1);
  for (const auto& [id, b] : bias.terms) listed[id] += b;
  const double highest = row.rest->highest;
  return static_cast<std::uint64_t>(std::count_if(listed.begin(), listed.end(), [&](double logit) {
    return bias.terms.empty() ? logit >= highest : logit > highest;
  }));
}

/// The logits that the steps begin with.
std::span<const double> logits_before(const io::Row& row, const std::vector<Step>& steps) {
  switch (tail_after(row, steps)) {
    case Tail::unknown:
      refuse_open(row, steps, describe(steps[reaching_step(steps)]));
    case Tail::cut:
      return std::span(row.logits).first(row.count());
    default:
      return row.logits;
  }
}

}  // namespace

std::size_t reaching_step(const std::vector<Step>& steps) {
  const bool by_temperature = get_step<Temperature>(steps).t == 0 || get_step<TopK>(steps).k == 0;
  const auto reaching = std::find_if(steps.begin(), steps.end(), [by_temperature](const Step& step) {
    return by_temperature ? std::holds_alternative<Temperature>(step) : std::holds_alternative<TopK>(step);
  });
  return static_cast<std::size_t>(reaching - steps.begin());
}

Tail tail_after(const io::Row& row, const std::vector<Step>& steps) {
  if (!row.rest || row.logits.back() == minus_infinity) return Tail::none;
  const std::uint64_t k = kept_by(steps);
  if (k > 0) return k <= surely_largest(row, get_step<Bias>(steps)) ? Tail::cut : Tail::unknown;
  return get_step<Temperature>(steps).t == 1 ? Tail::block : Tail::unknown;
}

Candidates candidates_before(const io::Row& row, const std::vector<Step>& steps) {
  return Candidates::from(logits_before(row, steps));
}

Candidates candidates_after(const io::Row& row, const std::vector<Step>& steps) {
  return candidates_after(steps, logits_before(row, steps));
}

Distribution distribution_of(const io::Row& row, const std::vector<Step>& steps, Candidates candidates) {
  const bool as_it_is = row.rest && std::all_of(steps.begin(), steps.end(), is_off);
  return as_it_is ? as_told(candidates) : softmax(std::move(candidates));
}

void close(io::Row& row) {
  if (row.rest) row.logits.pop_back();
  row.rest.reset();
}

std::string note_on_coverage(const io::Row& row) {
  if (!row.logprobs || row.rest) return {};
  double covered = 0;
  for (const double logprob : row.logits) covered += probability_of(logprob);
  if (covered >= 0.999) return {};
  return fmt::format(
      "these log-probs cover {} of the probability; the tokens given are taken for all there are",
      io::rounded(covered, 4));
}

void refuse_open(const io::Row& row, const std::vector<Step>& steps, const std::string& what) {
  const Bias& bias = get_step<Bias>(steps);
  const std::uint64_t k = surely_largest(row, bias);
  const std::string top_k =
      k == 0 ? "" : fmt::format("--top-k {} {}keeps to those that are listed; ", k, k == 1 ? "" : "or less ");
  const double rest = probability_of(row.logits.back());
  const std::string share = rest < 1e-4 ? "all but " + io::rounded(rest, 4) : io::rounded(1 - rest, 4);
  throw Error(
      Failure::no_answer,
      fmt::format("{} needs tokens that the response does not list: it lists {}, which hold {} of the "
                  "probability",
                  what + (bias.terms.empty() ? "" : " after these biases"), io::grouped(row.count()), share),
      io::hint(top_k + "--closed takes them for all the tokens there are"));
}

}  // namespace logits::cli
