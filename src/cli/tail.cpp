#include "src/cli/tail.hpp"

#include "logits/error.hpp"
#include "logits/softmax.hpp"
#include "src/io/format.hpp"
#include "src/io/place.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

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

/// The candidates after the biases.
Candidates biased(const io::Row& row, const Bias& bias) {
  Candidates candidates = Candidates::from(row.logits);
  bias.apply(candidates);
  return candidates;
}

/// Top-p of the whole distribution at T = 1 as one of the listed tokens alone, which hold only a part of it.
/// p is above 1, or no number, where they do not reach it.
TopP on_listed(const TopP& top_p, const io::Row& row, const Bias& bias) {
  const Distribution distribution = softmax(biased(row, bias));  // the rest is the last
  return {top_p.p / std::accumulate(distribution.p.begin(), distribution.p.end() - 1, 0.0)};
}

/// How many of the largest logits top-p keeps where it keeps to the listed; 0 where it does not.
std::uint64_t kept_by_top_p(const io::Row& row, const std::vector<Step>& steps) {
  const Bias& bias = get_step<Bias>(steps);
  const TopP top_p = on_listed(get_step<TopP>(steps), row, bias);
  if (!(top_p.p <= 1)) return 0;
  Candidates listed = biased(row, bias);
  listed.ids.pop_back();
  listed.logits.pop_back();
  top_p.apply(listed);
  return listed.ids.size();
}

/// How many of the largest logits the reaching step keeps, if they are all listed; 0 where it may keep more.
std::uint64_t kept_by(const io::Row& row, const std::vector<Step>& steps) {
  const Step& reaching = steps[reaching_step(steps)];
  if (std::holds_alternative<TopP>(reaching)) return kept_by_top_p(row, steps);
  if (const auto* const top_k = std::get_if<TopK>(&reaching)) return top_k->k;
  return get_step<Temperature>(steps).t == 0 ? 1 : 0;
}

/// Whether min-p would cut a token as likely as one that is not listed can be. Odds do not hang on the
/// others, so this holds at any temperature.
bool min_p_cuts_rest(const io::Row& row, const std::vector<Step>& steps) {
  const Candidates listed = biased(row, get_step<Bias>(steps));
  if (listed.ids.size() == 1) return false;  // the rest alone
  const double leader = *std::max_element(listed.logits.begin(), listed.logits.end() - 1);
  Candidates two = Candidates::from(std::vector{leader, row.rest->highest});
  get_step<Temperature>(steps).apply(two);
  get_step<MinP>(steps).apply(two);
  return two.ids == std::vector<TokenId>{0};
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
  const double t = get_step<Temperature>(steps).t;
  const auto reaches = [&](const Step& step) {
    if (std::holds_alternative<Temperature>(step)) return t == 0;
    return !std::holds_alternative<Bias>(step) && !is_off(step);
  };
  const auto first = std::find_if(steps.begin(), steps.end(), reaches);
  // Another temperature is no matter for top-k and min-p, which compare tokens with each other.
  const bool by_temperature = first == steps.end() || (t != 1 && std::holds_alternative<TopP>(*first));
  const auto reaching =
      by_temperature
          ? std::find_if(steps.begin(), steps.end(),
                         [](const Step& step) { return std::holds_alternative<Temperature>(step); })
          : first;
  return static_cast<std::size_t>(reaching - steps.begin());
}

Tail tail_after(const io::Row& row, const std::vector<Step>& steps) {
  if (!row.rest || row.logits.back() == minus_infinity) return Tail::none;
  const Step& reaching = steps[reaching_step(steps)];
  if (std::holds_alternative<MinP>(reaching)) return min_p_cuts_rest(row, steps) ? Tail::cut : Tail::unknown;
  const double t = get_step<Temperature>(steps).t;
  if (std::holds_alternative<Temperature>(reaching) && t != 0) return t == 1 ? Tail::block : Tail::unknown;
  const std::uint64_t kept = kept_by(row, steps);
  return kept > 0 && kept <= surely_largest(row, get_step<Bias>(steps)) ? Tail::cut : Tail::unknown;
}

Candidates candidates_before(const io::Row& row, const std::vector<Step>& steps) {
  return Candidates::from(logits_before(row, steps));
}

std::vector<Step> steps_on_candidates(const io::Row& row, std::vector<Step> steps) {
  const std::size_t reaching = reaching_step(steps);
  const bool cuts = std::holds_alternative<TopP>(steps[reaching]) && tail_after(row, steps) == Tail::cut;
  if (cuts) steps[reaching] = on_listed(get_step<TopP>(steps), row, get_step<Bias>(steps));
  return steps;
}

Candidates candidates_after(const io::Row& row, const std::vector<Step>& steps) {
  if (!row.rest) return candidates_after(steps, row.logits);
  return candidates_after(steps_on_candidates(row, steps), logits_before(row, steps));
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
