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

/// Whether a step only adds to single logits: a block of tokens that it does not name is left as it is.
bool only_adds(const Step& step) {
  const auto* const penalties = std::get_if<Penalties>(&step);
  return std::holds_alternative<Bias>(step) || (penalties != nullptr && penalties->repetition == 1);
}

/// Whether a step only divides all logits by one number, which is known.
bool only_divides(const Step& step) {
  const auto* const temperature = std::get_if<Temperature>(&step);
  return temperature != nullptr && temperature->t > 0 && temperature->range == 0;
}

bool adds_nothing(const Chain& chain) {
  const std::size_t steps = std::min(reaching_part(chain), chain.steps.size());
  return std::all_of(chain.steps.begin(), chain.steps.begin() + static_cast<std::ptrdiff_t>(steps),
                     [](const Step& step) { return is_off(step) || !only_adds(step); });
}

/// The candidates that the reaching part sees; the last of them is the block of tokens that are not listed,
/// which has this logit at first.
Candidates seen_by_reaching(const io::Row& row, const Chain& chain, const State& state,
                            double logit_of_rest) {
  std::vector<double> logits = row.logits;
  logits.back() = logit_of_rest;
  Candidates candidates = Candidates::from(logits);
  for (std::size_t part = 0; part < reaching_part(chain); ++part) {
    if (!is_off(chain, part)) apply_part(chain, part, candidates, state);
  }
  return candidates;
}

/// How many of the largest logits are surely all listed. A token that was changed may have let an equal one
/// that is not listed past it.
std::uint64_t surely_largest(const io::Row& row, const Chain& chain, const State& state) {
  const Candidates seen = seen_by_reaching(row, chain, state, row.rest->highest);
  const double highest = seen.logits.back();
  const bool as_listed = adds_nothing(chain);
  return static_cast<std::uint64_t>(
      std::count_if(seen.logits.begin(), seen.logits.end() - 1,
                    [&](double logit) { return as_listed ? logit >= highest : logit > highest; }));
}

void drop_last(Candidates& candidates) {
  candidates.ids.pop_back();
  candidates.logits.pop_back();
}

/// Top-p of the whole distribution at T = 1 as one of the listed tokens alone, which hold only a part of it.
/// p is above 1, or no number, where they do not reach it.
TopP on_listed(const TopP& top_p, const Candidates& seen) {
  const Distribution distribution = softmax(seen);  // the rest is the last
  return {top_p.p / std::accumulate(distribution.p.begin(), distribution.p.end() - 1, 0.0)};
}

/// How many of the largest logits a step keeps, if they are all listed; 0 where it may keep more.
std::uint64_t kept_by(const Step& reaching, const io::Row& row, const Chain& chain, const State& state) {
  if (const auto* const temperature = std::get_if<Temperature>(&reaching))
    return temperature->t == 0 && temperature->range == 0 ? 1 : 0;
  if (const auto* const top_k = std::get_if<TopK>(&reaching))
    return top_k->ties == TopK::Ties::first ? top_k->k : 0;
  const auto* const top_p = std::get_if<TopP>(&reaching);
  if (top_p == nullptr || top_p->rule != TopP::Rule::reach) return 0;
  Candidates seen = seen_by_reaching(row, chain, state, row.logits.back());
  const TopP of_listed = on_listed(*top_p, seen);
  if (!(of_listed.p <= 1)) return 0;
  drop_last(seen);
  if (seen.ids.empty()) return 0;
  of_listed.apply(seen);
  return seen.ids.size();
}

/// Whether min-p would cut a token as likely as one that is not listed can be. Odds do not hang on the
/// others, so this holds at any temperature.
bool min_p_cuts_rest(const MinP& min_p, const io::Row& row, const Chain& chain, const State& state) {
  Candidates seen = seen_by_reaching(row, chain, state, row.rest->highest);
  if (seen.ids.size() == 1) return false;  // the rest alone
  min_p.apply(seen);
  return seen.ids.back() != row.count();
}

/// The logits that the chain begins with.
std::span<const double> logits_before(const io::Row& row, const Chain& chain, const State& state) {
  switch (tail_after(row, chain, state)) {
    case Tail::unknown:
      refuse_open(row, chain, state, describe(chain, reaching_part(chain)));
    case Tail::cut:
      return std::span(row.logits).first(row.count());
    default:
      return row.logits;
  }
}

}  // namespace

std::size_t reaching_part(const Chain& chain) {
  const std::size_t count = part_count(chain);
  std::size_t divides = count;  // the first part that does
  double t = 1;
  for (std::size_t part = 0; part < count; ++part) {
    if (is_off(chain, part)) continue;
    const bool is_step = part < chain.steps.size();
    if (is_step && only_adds(chain.steps[part])) continue;
    if (is_step && only_divides(chain.steps[part])) {
      divides = std::min(divides, part);
      t *= std::get<Temperature>(chain.steps[part]).t;
      continue;
    }
    // Another temperature is no matter for top-k and min-p, which compare tokens with each other.
    const bool by_temperature = is_step && t != 1 && std::holds_alternative<TopP>(chain.steps[part]);
    return by_temperature ? divides : part;
  }
  return t == 1 ? count : divides;
}

Tail tail_after(const io::Row& row, const Chain& chain, const State& state) {
  if (!row.rest || row.logits.back() == minus_infinity) return Tail::none;
  const std::size_t part = reaching_part(chain);
  if (part == part_count(chain)) return Tail::block;
  if (part == chain.steps.size()) return Tail::unknown;
  const Step& reaching = chain.steps[part];
  if (const auto* const min_p = std::get_if<MinP>(&reaching))
    return min_p_cuts_rest(*min_p, row, chain, state) ? Tail::cut : Tail::unknown;
  const std::uint64_t kept = kept_by(reaching, row, chain, state);
  return kept > 0 && kept <= surely_largest(row, chain, state) ? Tail::cut : Tail::unknown;
}

Candidates candidates_before(const io::Row& row, const Chain& chain, const State& state) {
  return Candidates::from(logits_before(row, chain, state));
}

Chain chain_on_candidates(const io::Row& row, Chain chain, const State& state) {
  const std::size_t part = reaching_part(chain);
  if (part >= chain.steps.size() || !row.rest) return chain;
  const auto* const top_p = std::get_if<TopP>(&chain.steps[part]);
  if (top_p == nullptr || tail_after(row, chain, state) != Tail::cut) return chain;
  chain.steps[part] = on_listed(*top_p, seen_by_reaching(row, chain, state, row.logits.back()));
  return chain;
}

Candidates candidates_after(const io::Row& row, const Chain& chain, const State& state) {
  if (!row.rest) return logits::candidates_after(chain, row.logits, state);
  return logits::candidates_after(chain_on_candidates(row, chain, state), logits_before(row, chain, state),
                                  state);
}

Distribution distribution_of(const io::Row& row, const Chain& chain, Candidates candidates) {
  const bool as_it_is = row.rest && to_text(chain).empty();
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

void refuse_open(const io::Row& row, const Chain& chain, const State& state, const std::string& what) {
  const bool as_listed = adds_nothing(chain);
  const std::uint64_t k = surely_largest(row, chain, state);
  const std::string top_k =
      k == 0 ? "" : fmt::format("--top-k {} {}keeps to those that are listed; ", k, k == 1 ? "" : "or less ");
  const double rest = probability_of(row.logits.back());
  const std::string share = rest < 1e-4 ? "all but " + io::rounded(rest, 4) : io::rounded(1 - rest, 4);
  throw Error(
      Failure::no_answer,
      fmt::format("{} needs tokens that the response does not list: it lists {}, which hold {} of the "
                  "probability",
                  what + (as_listed ? "" : " after these biases"), io::grouped(row.count()), share),
      io::hint(top_k + "--closed takes them for all the tokens there are"));
}

}  // namespace logits::cli
