#include "src/cli/commands/solve_temperature.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "logits/solve.hpp"
#include "src/cli/tail.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// What softmax is to see, at a temperature yet unknown. None above zero changes what top-k keeps.
Candidates candidates_of(const io::Result& result) {
  Chain chain = result.chain;
  if (Temperature* const temperature = find_step<Temperature>(chain.steps)) temperature->t = 1;
  return candidates_after(result.row, chain, result.state);
}

/// The same, for what hangs on all tokens that are left.
Candidates all_candidates_of(const io::Result& result) {
  Candidates candidates = candidates_of(result);
  const bool open = result.row.rest && candidates.ids.back() == result.row.count();
  if (open) refuse_open(result.row, result.chain, result.state, "a temperature");
  return candidates;
}

[[noreturn]] void no_answer(const std::string& what, std::string_view hint = {}) {
  throw Error(Failure::no_answer, what, io::hint(hint));
}

TokenId find_kept(const io::Result& result, const Candidates& candidates, const std::string& name,
                  std::string_view who) {
  const TokenId id = io::Names(result.row).find({name}, who);
  if (std::binary_search(candidates.ids.begin(), candidates.ids.end(), id)) return id;
  const std::string note = io::note_on(result, id);
  no_answer(fmt::format("{} is {}: its p is 0 at every temperature",
                        io::in_quotes(io::name_of(result.row, id)), note.empty() ? "cut" : note));
}

bool all_equal(const Candidates& candidates) {
  const auto [least, most] = std::minmax_element(candidates.logits.begin(), candidates.logits.end());
  return *least == *most;
}

/// How p goes, in words: "p(floor) climbs from 0 to 0.2829 at T = 1.45, then falls towards 0.2000".
std::string words(const Course& course, const std::string& p, int digits) {
  const auto number = [digits](double x) {
    return io::rounded(x, digits);
  };
  if (course.peak) {
    return fmt::format("{} climbs from 0 to {} at T = {:.3g}, then falls towards {}", p,
                       number(course.peak->p), course.peak->temperature, number(course.hot));
  }
  return fmt::format("{} {} from {} towards {} as T grows", p, course.cold < course.hot ? "climbs" : "falls",
                     number(course.cold), number(course.hot));
}

Solution for_probability(const io::Result& result, const SolveOptions::Target& target, int digits) {
  const Candidates candidates = all_candidates_of(result);
  const TokenId id = find_kept(result, candidates, target.token, target.given_by);
  const std::string p = fmt::format("p({})", io::shown(io::name_of(result.row, id)));
  if (candidates.ids.size() == 1)
    no_answer(fmt::format("{} is 1 at every temperature: no other token is left", p));
  if (all_equal(candidates)) {
    no_answer(fmt::format("{} is {} at every temperature: all logits are equal", p,
                          io::rounded(1 / static_cast<double>(candidates.ids.size()), digits)),
              "a bias reaches any: logits solve bias");
  }
  const Course course = course_of(candidates, id);
  Solution solution{
      .tokens = {id}, .values = temperatures_for(candidates, id, target.p), .reached = {}, .why = {}};
  const std::string goal = fmt::format("{} = {}", p, io::shortest(target.p));
  if (solution.values.empty()) {
    const double most = course.peak ? course.peak->p : std::max(course.cold, course.hot);
    if (target.p < most && target.p > std::min(course.cold, course.hot))
      no_answer(goal + " is out of reach: the temperature is beyond what a double holds");
    const std::string reason =
        course.peak ? fmt::format("the most is {}, at T = {:.3g}", io::rounded(course.peak->p, digits),
                                  course.peak->temperature)
                    : words(course, p, digits) + ", and never gets there";
    no_answer(fmt::format("{} is out of reach: {}", goal, reason), "a bias reaches any: logits solve bias");
  }
  for (const double t : solution.values) solution.reached.push_back(softmax_at(candidates, t).p_of(id));
  std::string how = words(course, p, digits);
  if (course.peak) {
    how = (solution.values.size() == 2                      ? "two answers: "
           : solution.values[0] == course.peak->temperature ? "one answer, the most there is: "
                                                            : "one answer: ") +
          how;
  }
  solution.why = {how};
  return solution;
}

Solution for_odds(const io::Result& result, const SolveOptions::Odds& goal, int digits) {
  const Candidates candidates = candidates_of(result);
  const TokenId a = find_kept(result, candidates, goal.token, "--token");
  const TokenId b = find_kept(result, candidates, goal.versus, "--versus");
  if (a == b) throw Error(Failure::usage, "--token and --versus name the same token");
  const auto logit = [&](TokenId id) {
    return result.row.logits[id] + io::bias_on(result, id);
  };
  const std::string first = io::shown(io::name_of(result.row, a)),
                    second = io::shown(io::name_of(result.row, b));
  if (logit(a) == logit(b)) {
    no_answer(fmt::format("the odds of {} against {} are 1 to 1 at every temperature: their logits are equal",
                          first, second));
  }
  const auto t = temperature_for_odds(logit(a), logit(b), goal.odds);
  if (!t) {
    const bool leads = logit(a) > logit(b);
    if (goal.odds != 1 && leads == (goal.odds > 1))
      no_answer("out of reach: the temperature is beyond what a double holds");
    no_answer(fmt::format(
        "odds of {} for {} against {} are out of reach: its logit is the {}, so they stay {} 1",
        io::shortest(goal.odds), first, second, leads ? "higher" : "lower", leads ? "above" : "below"));
  }
  return {.tokens = {a, b},
          .values = {*t},
          .reached = {odds(logit(a), logit(b), *t)},
          .why = {fmt::format("the odds of {} against {} are exp({} / T), whatever the others do", first,
                              second, io::trimmed(logit(a) - logit(b), digits))}};
}

/// An entropy in nats, in the unit that was asked for.
double in_unit(double nats, SolveOptions::Unit unit) {
  switch (unit) {
    case SolveOptions::Unit::bits:
      return nats / std::log(2);
    case SolveOptions::Unit::perplexity:
      return std::exp(nats);
    default:
      return nats;
  }
}

double in_nats(const SolveOptions::Entropy& goal) {
  switch (goal.unit) {
    case SolveOptions::Unit::bits:
      return goal.amount * std::log(2);
    case SolveOptions::Unit::perplexity:
      return std::log(goal.amount);
    default:
      return goal.amount;
  }
}

Solution for_entropy(const io::Result& result, const SolveOptions::Entropy& goal, int digits) {
  const bool perplexity = goal.unit == SolveOptions::Unit::perplexity;
  const std::string what = perplexity ? "the perplexity" : "the entropy";
  const std::string unit = perplexity ? "" : goal.unit == SolveOptions::Unit::bits ? " bits" : " nats";
  const auto told = [&](double nats) {
    return io::rounded(in_unit(nats, goal.unit), digits);
  };
  const Candidates candidates = all_candidates_of(result);
  const auto& logits = candidates.logits;
  const std::size_t count = logits.size();
  const double most = std::log(static_cast<double>(count));
  if (count == 1) no_answer(fmt::format("{} is {} at every temperature: one token is left", what, told(0)));
  if (all_equal(candidates))
    no_answer(fmt::format("{} is {}{} at every temperature: all logits are equal", what, told(most), unit));
  const auto leaders =
      std::count(logits.begin(), logits.end(), *std::max_element(logits.begin(), logits.end()));
  const std::string way =
      fmt::format("{} grows with T from {} towards {}{}, that of {} equally likely tokens", what,
                  told(std::log(static_cast<double>(leaders))), told(most), unit, io::grouped(count));
  const auto t = temperature_for_entropy(candidates, in_nats(goal));
  if (!t) {
    no_answer(fmt::format("{} {}{} is out of reach: {}", perplexity ? "perplexity" : "entropy",
                          io::shortest(goal.amount), unit, way));
  }
  return {.tokens = {}, .values = {*t}, .reached = {softmax_at(candidates, *t).entropy}, .why = {way}};
}

}  // namespace

Solution solve_temperature(const io::Result& result, const Options& options) {
  const auto& goal = options.solve.goal;
  if (const auto* odds = std::get_if<SolveOptions::Odds>(&goal))
    return for_odds(result, *odds, options.digits);
  if (const auto* entropy = std::get_if<SolveOptions::Entropy>(&goal))
    return for_entropy(result, *entropy, options.digits);
  return for_probability(result, std::get<0>(goal).front(), options.digits);
}

}  // namespace logits::cli
