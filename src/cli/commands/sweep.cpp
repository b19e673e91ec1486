#include "src/cli/commands/sweep.hpp"

#include "logits/chain.hpp"
#include "src/cli/commands/named.hpp"
#include "src/cli/tail.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace logits::cli {
namespace {

using Over = SweepOptions::Over;

/// The row's chain, with the swept value in its place.
Chain chain_at(const Chain& chain, Over over, TokenId token, double value) {
  Chain changed = chain;
  switch (over) {
    case Over::temperature:
      find_step<Temperature>(changed.steps)->t = value;
      break;
    case Over::bias:
      set_bias(*find_step<Bias>(changed.steps), token, value);
      break;
    case Over::top_k:
      find_step<TopK>(changed.steps)->k = static_cast<std::uint64_t>(value);
      break;
  }
  return changed;
}

}  // namespace

std::string axis_of(const SweepOptions& sweep) {
  switch (sweep.over) {
    case Over::temperature:
      return "T";
    case Over::bias:
      return "bias";
    case Over::top_k:
      return "top-k";
  }
  return {};
}

Swept sweep(const io::Result& result, const Options& options) {
  const SweepOptions& sweep = options.sweep;
  const TokenId token = sweep.over == Over::bias ? biasable(result, options, {sweep.token}, "--over") : 0;
  const std::size_t count = result.row.count();
  Swept swept;
  swept.values = sweep.values_for(count);
  const auto distribution_at = [&](double value) {
    const Chain chain = chain_at(result.chain, sweep.over, token, value);
    return distribution_of(result.row, chain, candidates_after(result.row, chain, result.state));
  };

  std::vector<double> peaks(result.row.logits.size());
  for (const double value : swept.values) {
    const Distribution distribution = distribution_at(value);
    for (std::size_t i = 0; i < distribution.ids.size(); ++i)
      peaks[distribution.ids[i]] = std::max(peaks[distribution.ids[i]], distribution.p[i]);
    swept.entropy.push_back(distribution.entropy);
    swept.is_open = swept.is_open || distribution.ids.back() == count;
  }
  const std::size_t columns =
      sweep.max_columns == 0 ? count
                             : static_cast<std::size_t>(std::min<std::uint64_t>(sweep.max_columns, count));
  swept.tokens.resize(count);
  std::iota(swept.tokens.begin(), swept.tokens.end(), TokenId{0});
  std::stable_sort(swept.tokens.begin(), swept.tokens.end(), [&](TokenId a, TokenId b) {
    return peaks[a] != peaks[b] ? peaks[a] > peaks[b] : result.row.logits[a] > result.row.logits[b];
  });
  swept.tokens.resize(columns);
  if (!is_for_people(options.format)) std::sort(swept.tokens.begin(), swept.tokens.end());

  swept.p.resize(columns);
  for (const double value : swept.values) {
    const Distribution distribution = distribution_at(value);
    std::vector<double> p(result.row.logits.size());
    for (std::size_t i = 0; i < distribution.ids.size(); ++i) p[distribution.ids[i]] = distribution.p[i];
    for (std::size_t i = 0; i < columns; ++i) swept.p[i].push_back(std::exchange(p[swept.tokens[i]], 0));
    swept.rest.push_back(std::accumulate(p.begin(), p.end(), 0.0));
  }
  return swept;
}

}  // namespace logits::cli
