#include "src/cli/commands/solve_bias.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "logits/solve.hpp"
#include "src/cli/commands/named.hpp"
#include "src/cli/tail.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"
#include "src/io/write_table.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

[[noreturn]] void no_answer(const std::string& what, const std::string& details = {}) {
  throw Error(Failure::no_answer, what, details);
}

std::vector<Target> targets_of(const io::Result& result, const Options& options) {
  std::vector<Target> targets;
  for (const auto& [token, p, given_by] : std::get<0>(options.solve.goal)) {
    const TokenId id = biasable(result, options, {token}, given_by);
    for (const Target& other : targets) {
      if (other.id == id)
        throw Error(Failure::usage,
                    fmt::format("{} is a target twice", io::in_quotes(io::name_of(result.row, id))));
    }
    targets.push_back({id, p});
  }
  return targets;
}

double sum_of(const std::vector<Target>& targets) {
  double sum = 0;
  for (const Target& target : targets) sum += target.p;
  return sum;
}

/// Probabilities add up to 1: what the targets leave must be there, and somebody must be there to have it.
void require_room(const io::Result& result, const std::vector<Target>& targets, std::size_t tokens) {
  const double sum = sum_of(targets);
  // One target is taken at its word; what several add up to is known to within their rounding.
  const double slack = targets.size() == 1 ? 0 : 4 * DBL_EPSILON * static_cast<double>(targets.size());
  if (targets.size() == tokens) {
    if (tokens == 1)
      no_answer(fmt::format("{} is the only token left: its p is 1, whatever its bias",
                            io::shown(io::name_of(result.row, targets[0].id))));
    if (std::fabs(sum - 1) <= slack) return;
    no_answer(fmt::format("the targets are all the tokens there are, and add up to {}, not to 1",
                          io::shortest(sum)));
  }
  if (sum < 1 - slack) return;
  no_answer(
      fmt::format("the targets add up to {}, and leave nothing for the other tokens", io::trimmed(sum, 12)),
      sum <= 1 + slack ? "  hint: ban the others" : "");
}

/// What becomes of the tokens whose bias is left alone.
std::string fate_of_others(const io::Result& result, const Distribution& reached,
                           const std::vector<TokenId>& biased) {
  const auto minus = [](const std::vector<TokenId>& from, const std::vector<TokenId>& some) {
    std::vector<TokenId> left;
    std::set_difference(from.begin(), from.end(), some.begin(), some.end(), std::back_inserter(left));
    return left;
  };
  std::vector<TokenId> sorted = biased;
  std::sort(sorted.begin(), sorted.end());
  const std::vector<TokenId> before = minus(result.distribution.ids, sorted),
                             after = minus(reached.ids, sorted);
  const auto change = [&](const std::vector<TokenId>& ids, std::string_view verb, std::string_view verbs) {
    const std::string first = io::shown(io::name_of(result.row, ids.front()));
    return ids.size() == 1
               ? fmt::format("{} {} top-k", first, verb)
               : fmt::format("{} and {} more {} top-k", first, io::grouped(ids.size() - 1), verbs);
  };
  const std::vector<TokenId> fallen = minus(before, after), risen = minus(after, before);
  if (!fallen.empty()) return change(fallen, "falls out of", "fall out of");
  if (!risen.empty()) return change(risen, "comes into", "come into");
  return after.size() > 1 ? "the other tokens keep their odds among each other" : "";
}

/// The chain of a row with the bias of one token changed.
Chain with_bias(Chain chain, TokenId id, double bias) {
  set_bias(*find_step<Bias>(chain.steps), id, bias);
  return chain;
}

Solution for_odds(const io::Result& result, const Options& options, const SolveOptions::Odds& goal,
                  double t) {
  const TokenId token = biasable(result, options, {goal.token}, "--token");
  const TokenId versus = io::Names(result.row).find({goal.versus}, "--versus");
  const std::string first = io::shown(io::name_of(result.row, token)),
                    second = io::shown(io::name_of(result.row, versus));
  if (token == versus) throw Error(Failure::usage, "--token and --versus name the same token");
  if (io::note_on(result, versus) == "banned") no_answer(fmt::format("{} is banned: its p is 0", second));
  const double a = result.row.logits[token], b = result.row.logits[versus] + io::bias_on(result, versus);
  const double bias = bias_for_odds(a, b, goal.odds, t);
  if (!std::isfinite(a + bias)) no_answer("the bias would be more than a double holds");
  const Distribution reached =
      softmax(candidates_after(result.row, with_bias(result.chain, token, bias), result.state));
  if (std::fabs(odds(a + bias, b, t) - goal.odds) > 1e-9 * goal.odds)
    no_answer("out of reach: at this temperature a double is too coarse for the bias");
  for (const TokenId id : {token, versus}) {
    if (!std::binary_search(reached.ids.begin(), reached.ids.end(), id)) {
      no_answer(fmt::format("out of reach: {} would be cut by {}", io::shown(io::name_of(result.row, id)),
                            describe(Step(step_of<TopK>(result.chain)))));
    }
  }
  Solution solution{
      .tokens = {token, versus}, .values = {bias}, .reached = {odds(a + bias, b, t)}, .why = {}};
  solution.why.push_back(fmt::format(
      "p({}) goes from {} to {}, p({}) from {} to {}", first, io::rounded(result.p(token), options.digits),
      io::rounded(reached.p_of(token), options.digits), second, io::rounded(result.p(versus), options.digits),
      io::rounded(reached.p_of(versus), options.digits)));
  if (const std::string others = fate_of_others(result, reached, {token}); !others.empty())
    solution.why.push_back(others);
  return solution;
}

Solution for_probabilities(const io::Result& result, const Options& options) {
  const std::vector<Target> targets = targets_of(result, options);
  Chain chain = result.chain;
  Bias& bias = *find_step<Bias>(chain.steps);
  for (const Target& target : targets) set_bias(bias, target.id, 0);
  TopK* const top_k = find_step<TopK>(chain.steps);
  const std::uint64_t k = top_k == nullptr ? 0 : std::exchange(top_k->k, 0);
  Candidates candidates = candidates_before(result.row, result.chain, result.state);
  run_chain(chain, candidates, result.state);
  require_room(result, targets, candidates.ids.size());

  const BiasesFound found = biases_for(candidates, targets, k);
  if (found.biases.empty()) {
    const std::string cut = fmt::format("top-k {}", k);
    if (k == 0 || k >= candidates.ids.size()) no_answer("the bias would be more than a double holds");
    if (targets.size() > 1) no_answer(fmt::format("out of reach: {} would cut one of the targets", cut));
    no_answer(k == 1
                  ? "out of reach: with top-k 1 every p is 0 or 1"
                  : fmt::format("p = {} is out of reach: the least that {} lets through is {}",
                                io::shortest(targets[0].p), cut, io::rounded(found.least, options.digits)));
  }

  Solution solution;
  solution.values = found.biases;
  if (top_k != nullptr) top_k->k = k;
  for (std::size_t i = 0; i < targets.size(); ++i) set_bias(bias, targets[i].id, found.biases[i]);
  const Distribution reached = softmax(candidates_after(result.row, chain, result.state));
  for (const Target& target : targets) {
    if (std::fabs(reached.p_of(target.id) - target.p) > 1e-9 * target.p)
      no_answer("out of reach: at this temperature a double is too coarse for the bias");
    solution.tokens.push_back(target.id);
    solution.reached.push_back(reached.p_of(target.id));
    solution.why.push_back(fmt::format("p({}) goes from {} to {}",
                                       io::shown(io::name_of(result.row, target.id)),
                                       io::rounded(result.p(target.id), options.digits),
                                       io::rounded(solution.reached.back(), options.digits)));
  }
  if (const std::string others = fate_of_others(result, reached, solution.tokens); !others.empty())
    solution.why.push_back(others);
  return solution;
}

}  // namespace

Solution solve_bias(const io::Result& result, const Options& options) {
  const double t = step_of<Temperature>(result.chain).t;
  if (t == 0) no_answer("at temperature 0 every p is 0 or 1, whatever the bias");
  const auto* const odds = std::get_if<SolveOptions::Odds>(&options.solve.goal);
  return odds != nullptr ? for_odds(result, options, *odds, t) : for_probabilities(result, options);
}

}  // namespace logits::cli
