#include "src/cli/evaluate.hpp"

#include "logits/chain.hpp"
#include "logits/draw.hpp"
#include "logits/error.hpp"
#include "src/cli/parameters.hpp"
#include "src/cli/tail.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

/// The biases of the command line add up, and so do those of the document; where both name a token, the
/// command line wins.
Bias bias_for(const Options& options, const io::Row& row) {
  if (options.bias.empty() && row.bias.empty()) return {};
  const io::Names names(row);
  const auto sum = [&](const std::vector<io::NamedBias>& biases) {
    std::map<TokenId, double> sums;
    for (const io::NamedBias& each : biases) {
      const TokenId id = names.find(each.token, each.given_by);
      double& total = sums[id];
      if (total == minus_infinity) continue;  // banned is banned, whatever else is said
      total += each.bias;
      if (std::isfinite(total) || each.bias == minus_infinity) continue;
      throw Error(Failure::input, fmt::format("the biases of {} add up to more than a double holds",
                                              io::in_quotes(name_of(row, id))));
    }
    return sums;
  };
  std::map<TokenId, double> sums = sum(options.bias);
  sums.merge(sum(row.bias));

  Bias bias;
  for (const auto& [id, value] : sums) bias.terms.push_back({id, value});
  return bias;
}

/// Core names tokens by index; a person wants the name.
void refuse_overflow(const Bias& bias, const io::Row& row) {
  for (const auto& [id, value] : bias.terms) {
    const double logit = row.logits[id];
    if (value == minus_infinity || logit == minus_infinity) continue;
    if (std::abs(logit + value) == std::numeric_limits<double>::infinity()) {
      throw Error(Failure::input, fmt::format("the bias of {} overflows: {} + {} is more than a double holds",
                                              io::in_quotes(name_of(row, id)), logit, value));
    }
  }
}

}  // namespace

std::vector<Step> steps_for(const Options& options, const io::Row& row) {
  std::vector<Step> steps = options.steps;
  for (const io::Setting& setting : row.settings) {
    const bool overruled =
        std::find(options.given.begin(), options.given.end(), setting.name) != options.given.end();
    std::vector<Step> scratch = steps;  // a bad value is an error also where the command line overrules it
    set_parameter(overruled ? scratch : steps, setting.name, setting.value,
                  io::in_quotes(io::json_key(setting.name)), Failure::input, setting.place);
  }
  std::get<Bias>(steps.front()) = bias_for(options, row);
  return steps;
}

Candidates candidates_for(const Options& options, const io::Row& row) {
  const std::vector<Step> steps = steps_for(options, row);
  refuse_overflow(std::get<Bias>(steps.front()), row);
  return candidates_after(steps, row.logits);
}

namespace {

/// Runs the steps once more and marks whom each of them took.
std::vector<std::size_t> fates_of(const io::Result& result) {
  std::vector<std::size_t> fates(result.row.logits.size(), io::Result::banned_in_input);
  if (result.row.rest) {
    const bool is_cut = tail_after(result.row, result.steps) == Tail::cut;
    fates.back() = is_cut ? reaching_step(result.steps) : io::Result::not_listed;
  }
  // What a step takes keeps that step's mark; what it leaves gets a later one.
  Candidates candidates = candidates_before(result.row, result.steps);
  const std::vector<Step> steps = steps_on_candidates(result.row, result.steps);
  run_steps(steps, candidates, [&](const Step& step, const Candidates& before, const Candidates&) {
    for (const TokenId id : before.ids) fates[id] = static_cast<std::size_t>(&step - steps.data());
  });
  for (const TokenId id : candidates.ids) fates[id] = io::Result::kept;
  return fates;
}

}  // namespace

io::Result evaluate(const Options& options, io::Row row, std::uint64_t number) {
  io::Result result;
  result.number = number;
  result.row = std::move(row);
  result.steps = steps_for(options, result.row);
  result.find_fates = fates_of;
  refuse_overflow(std::get<Bias>(result.steps.front()), result.row);
  if (options.before) {
    const std::vector<Step> none = default_steps();
    result.untouched = distribution_of(result.row, none, candidates_before(result.row, none));
  }
  result.distribution = distribution_of(result.row, result.steps, candidates_after(result.row, result.steps));
  if (options.without_replacement) require_drawable(result.distribution, options.count);
  return result;
}

}  // namespace logits::cli
