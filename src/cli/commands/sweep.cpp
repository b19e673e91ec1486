#include "src/cli/commands/sweep.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "src/cli/commands/named.hpp"
#include "src/cli/evaluate.hpp"
#include "src/cli/idle.hpp"
#include "src/cli/tail.hpp"
#include "src/io/place.hpp"

#include <algorithm>
#include <numeric>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Calls visit(part, parameter, member) for the swept parameter in every part that has it.
void for_each_swept(Chain& chain, std::string_view name, auto visit) {
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    visit_part(chain, part, [&]<typename Part>(Part& p) {
      Part::fields([&]<typename Value>(const Parameter& parameter, Value Part::*member) {
        if constexpr (std::is_arithmetic_v<Value>) {
          if (parameter.name == name) visit(p, member);
        }
      });
    });
  }
}

/// The name of the step or picker that has a parameter.
std::string_view owner_of(std::string_view parameter_name) {
  std::string_view owner;
  for_each_part_type([&]<typename Part>() {
    Part::fields([&](const Parameter& parameter, auto) {
      if (parameter.name == parameter_name) owner = Part::name;
    });
  });
  return owner;
}

/// The chain with the picker that has the parameter, where one has it and none was asked for.
Chain with_picker_for(Chain chain, std::string_view name) {
  for_each_part_type([&]<typename Part>() {
    if constexpr (!std::is_constructible_v<Step, Part>) {
      if (std::holds_alternative<Draw>(chain.picker) && owner_of(name) == Part::name) chain.picker = Part{};
    }
  });
  return chain;
}

/// What is run of the row's chain with the swept value in its place: what an engine makes of it.
Told<Chain> chain_at(const io::Result& result, const Options& options, TokenId token, double value) {
  const std::string& over = options.sweep.over;
  Chain set = with_picker_for(result.set, over);
  const double taken = options.engine == nullptr ? value : adjusted(*options.engine, over, value).value;
  if (over == Bias::name) {
    for (Step& step : set.steps) {
      if (auto* const bias = std::get_if<Bias>(&step)) set_bias(*bias, token, taken);
    }
  } else {
    for_each_swept(set, over, [&]<typename Part, typename Value>(Part& part, Value Part::*member) {
      part.*member = static_cast<Value>(taken);
    });
  }
  return chain_to_run(options, set);
}

bool has_swept(Chain& chain, std::string_view over) {
  if (over == Bias::name) return find_step<Bias>(chain.steps) != nullptr;
  bool is_there = false;
  for_each_swept(chain, over, [&](const auto&, auto) { is_there = true; });
  return is_there;
}

/// Throws where no value of the sweep changes anything.
void refuse_idle(const io::Result& result, const Options& options, const std::vector<double>& values) {
  const std::string& over = options.sweep.over;
  std::string needs, left_out;
  for (const double value : values) {
    Told<Chain> run = chain_at(result, options, 0, value);
    left_out = std::move(run.said);
    if (!has_swept(run.value, over)) continue;
    needs = missing_needs(run.value, over);
    if (needs.empty()) return;
  }
  if (!needs.empty())
    throw Error(Failure::usage, fmt::format("--over {} changes nothing without {}", over, needs));
  if (!left_out.empty())
    throw Error(Failure::usage, fmt::format("--over {} changes nothing: {}", over, left_out));
  throw Error(Failure::usage, fmt::format("--over {}: the chain has no {}", over, owner_of(over)),
              io::hint("its steps are those that --order or --chain names"));
}

}  // namespace

std::string left_out_in_sweep(const io::Result& result, const Options& options) {
  for (const double value : options.sweep.values_for(result.row.count())) {
    if (std::string said = chain_at(result, options, 0, value).said; !said.empty()) return said;
  }
  return {};
}

Chain without_swept(const io::Result& result, const Options& options) {
  Chain chain = result.chain;
  // At the last value as little as can be is left out: a line goes upwards, from T = 0.
  if (options.engine != nullptr)
    chain = chain_at(result, options, 0, options.sweep.values_for(result.row.count()).back()).value;
  for_each_swept(chain, options.sweep.over,
                 []<typename Part>(Part& part, auto member) { part.*member = Part{}.*member; });
  return chain;
}

std::string axis_of(const SweepOptions& sweep) {
  return sweep.over == Temperature::name ? "T" : sweep.over;
}

Swept sweep(const io::Result& result, const Options& options) {
  const SweepOptions& sweep = options.sweep;
  const TokenId token = sweep.over == Bias::name ? biasable(result, options, {sweep.token}, "--over") : 0;
  const std::size_t count = result.row.count();
  Swept swept;
  swept.values = sweep.values_for(count);
  refuse_idle(result, options, swept.values);
  const auto distribution_at = [&](double value) {
    const Chain chain = chain_at(result, options, token, value).value;
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
