#include "src/cli/commands/compare.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "logits/solve.hpp"
#include "src/cli/commands/fixed_steps.hpp"
#include "src/cli/evaluate.hpp"
#include "src/cli/tail.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"
#include "src/io/write_json.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// "3.2 + 1": a logit with its bias.
std::string sum_text(const io::Result& result, TokenId id, int digits) {
  const double bias = io::bias_on(result, id);
  const std::string logit = io::trimmed(result.row.logits[id], digits);
  if (bias == 0) return result.row.logits[id] < 0 ? "(" + logit + ")" : logit;
  return fmt::format("({} {} {})", logit, bias < 0 ? "-" : "+", io::trimmed(std::fabs(bias), digits));
}

/// The logit of a token among the candidates, if it is.
std::optional<double> logit_of(const Candidates& candidates, TokenId id) {
  const auto at = std::lower_bound(candidates.ids.begin(), candidates.ids.end(), id);
  if (at == candidates.ids.end() || *at != id) return std::nullopt;
  return candidates.logits[static_cast<std::size_t>(at - candidates.ids.begin())];
}

void print_json(io::Output& out, const io::Result& result, const Comparison& comparison) {
  const auto token = [&](std::string_view key, TokenId id, double logit) {
    out.print("\"{}\":{{", key);
    io::write_json_token(out, result.row, id);
    out.print(",\"logit\":{},\"biased\":{}}}", io::json_number(result.row.logits[id]),
              io::json_number(logit));
  };
  const double gap = comparison.logit_a - comparison.logit_b;
  io::write_json_head(out, result);
  out.write(",\"compare\":{");
  token("a", comparison.a, comparison.logit_a);
  out.write(",");
  token("b", comparison.b, comparison.logit_b);
  out.print(",\"gap\":{},\"at\":[", io::json_number(gap));
  bool first = true;
  for (const Comparison::At& at : comparison.at) {
    out.print("{}{{\"temperature\":{}", std::exchange(first, false) ? "" : ",", io::shortest(at.temperature));
    if (at.temperature > 0) {
      const double ratio = odds(comparison.logit_a, comparison.logit_b, at.temperature);
      out.print(",\"odds\":{},\"log_odds\":{}", io::json_number(ratio),
                io::json_number(std::isfinite(gap) ? gap / at.temperature
                                                   : comparison.logit_a / at.temperature -
                                                         comparison.logit_b / at.temperature));
    }
    const auto p = [](std::optional<double> x) {
      return x ? io::shortest(*x) : "null";
    };
    out.print(",\"p_a\":{},\"p_b\":{}", p(at.p_a), p(at.p_b));
    if (!at.cut_a.empty()) out.print(",\"cut_a\":\"{}\"", at.cut_a);
    if (!at.cut_b.empty()) out.print(",\"cut_b\":\"{}\"", at.cut_b);
    out.write("}");
  }
  out.write("]}}\n");
}

/// exp(gap / T) are the odds where nothing but a bias changes the two logits, and then T divides them. Throws
/// where the chain does anything else to them. What it cuts is no matter, but for being told.
void require_plain_odds(const io::Result& result, const Chain& chain, const Comparison& comparison,
                        Comparison::At& at) {
  constexpr std::string_view who = "logits compare";
  std::size_t temperature = 0;
  const auto refuse = [&](std::size_t part, std::string_view why) {
    Chain asked = chain;
    find_step<Temperature>(asked.steps)->t = step_of<Temperature>(result.set).t;
    throw Error(Failure::usage, fmt::format("{} does not go with '{}': {}", describe(asked, part), who, why),
                io::hint("'logits explain' shows what every step does"));
  };
  while (name(chain, temperature) != Temperature::name) ++temperature;
  if (std::get<Temperature>(chain.steps[temperature]).range != 0)
    refuse(temperature, "the temperature hangs on the other tokens");
  std::size_t biases = 0;
  Candidates candidates = candidates_before(result.row, chain, result.state);
  run_chain(chain_on_candidates(result.row, chain, result.state), candidates, result.state,
            [&](std::size_t part, const Candidates& before, const Candidates& after) {
              if (part == temperature) return;
              if (name(chain, part) == Bias::name) {
                if (part > temperature) refuse(part, "it comes behind the temperature");
                if (++biases > 1) refuse(part, "it is added several times");
                return;
              }
              const auto look = [&](TokenId id, std::string& cut) {
                const auto was = logit_of(before, id), is = logit_of(after, id);
                if (is && was != is) refuse(part, "it changes the odds");
                if (was && !is) cut = describe(chain, part);
              };
              look(comparison.a, at.cut_a);
              look(comparison.b, at.cut_b);
            });
}

/// Whether nothing but a bias and the temperature is on.
bool is_plain(const Chain& chain) {
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    const std::string_view step = name(chain, part);
    if (step != Bias::name && step != Temperature::name && !is_off(chain, part)) return false;
  }
  return true;
}

/// "moon is cut by top-p 0.8 at T = 0.5, 1: its p is 0 there.": a line for each step that cuts a token.
std::vector<std::string> lines_on_cuts(const Comparison& comparison, const std::string& token,
                                       std::string Comparison::At::*cut) {
  std::vector<std::string> steps;
  for (const Comparison::At& at : comparison.at) {
    const std::string& step = at.*cut;
    if (!step.empty() && std::find(steps.begin(), steps.end(), step) == steps.end()) steps.push_back(step);
  }
  std::vector<std::string> lines;
  for (const std::string& step : steps) {
    std::vector<std::string> where;
    for (const Comparison::At& at : comparison.at)
      if (at.*cut == step) where.push_back(io::shortest(at.temperature));
    lines.push_back(where.size() == comparison.at.size()
                        ? fmt::format("{} is cut by {}: its p is 0.", token, step)
                        : fmt::format("{} is cut by {} at T = {}: its p is 0 there.", token, step,
                                      fmt::join(where, ", ")));
  }
  return lines;
}

}  // namespace

Comparison compare(const io::Result& result, const Options& options) {
  const io::Names names(result.row);
  Comparison comparison{.a = names.find({options.first}, "compare"),
                        .b = names.find({options.second}, "compare"),
                        .logit_a = 0,
                        .logit_b = 0,
                        .at = {}};
  if (comparison.a == comparison.b)
    throw Error(Failure::usage, fmt::format("compare needs two different tokens, and both are {}",
                                            io::in_quotes(options.first)));
  for (const TokenId id : {comparison.a, comparison.b}) {
    const std::string note = io::note_on(result, id);
    if (note == "banned") {
      throw Error(Failure::no_answer, fmt::format("{} is banned: its probability is 0 at every temperature",
                                                  io::in_quotes(io::name_of(result.row, id))));
    }
  }
  comparison.logit_a = result.row.logits[comparison.a] + io::bias_on(result, comparison.a);
  comparison.logit_b = result.row.logits[comparison.b] + io::bias_on(result, comparison.b);

  require_one(result.chain, Temperature::name, "logits compare");
  std::vector<double> temperatures = {0.5, 1, 2, step_of<Temperature>(result.chain).t};
  std::sort(temperatures.begin(), temperatures.end());
  temperatures.erase(std::unique(temperatures.begin(), temperatures.end()), temperatures.end());
  for (const double t : temperatures) {
    Chain set = result.set;
    find_step<Temperature>(set.steps)->t = t;
    const Chain chain = chain_to_run(options, set).value;
    comparison.is_plain = comparison.is_plain && is_plain(chain);
    if (tail_after(result.row, chain, result.state) == Tail::unknown) {
      comparison.at.push_back({t, {}, {}});
      continue;
    }
    Comparison::At at{.temperature = t, .p_a = {}, .p_b = {}};
    require_plain_odds(result, chain, comparison, at);
    const Distribution distribution =
        distribution_of(result.row, chain, candidates_after(result.row, chain, result.state));
    at.p_a = distribution.p_of(comparison.a);
    at.p_b = distribution.p_of(comparison.b);
    comparison.at.push_back(std::move(at));
  }
  return comparison;
}

void print_comparison(io::Output& out, const io::Result& result, const Comparison& comparison,
                      const Options& options, const io::Looks& looks) {
  if (options.format == Format::json) return print_json(out, result, comparison);
  const auto cell = [&](TokenId id) {
    return io::token_cell(result.row, id, looks);
  };
  const auto name = [&](TokenId id) {
    return looks.markdown ? io::markdown_text(cell(id)) : cell(id);
  };
  const std::string a = name(comparison.a), b = name(comparison.b);
  const double gap = comparison.logit_a - comparison.logit_b;
  const std::string indent = looks.markdown ? "" : "  ";
  out.print("{}{} against {}\n\n", looks.markdown ? "### " : "", a, b);
  out.print("{}{} {} - {} = {}\n\n", indent, looks.markdown ? "logits:" : "logits   ",
            sum_text(result, comparison.a, looks.digits), sum_text(result, comparison.b, looks.digits),
            io::trimmed(gap, looks.digits));

  io::Table table;
  table.numbers_first = true;
  const std::size_t p_width = std::max(io::columns(a), io::columns(b)) + 3;
  table.columns = {{"T", 6},
                   {"odds = exp(gap / T)", 22},
                   {"p(" + cell(comparison.a) + ")", p_width},
                   {"p(" + cell(comparison.b) + ")", p_width}};
  for (const Comparison::At& at : comparison.at) {
    table.columns[0].cells.push_back(io::shortest(at.temperature));
    table.columns[1].cells.push_back(
        at.temperature == 0
            ? "greedy"
            : io::odds_text(odds(comparison.logit_a, comparison.logit_b, at.temperature), looks.digits));
    const auto p = [&](std::optional<double> x) {
      return x ? io::rounded(*x, looks.digits) : "?";
    };
    table.columns[2].cells.push_back(p(at.p_a));
    table.columns[3].cells.push_back(p(at.p_b));
  }
  table.print(out, looks);

  const bool greedy = comparison.at.front().temperature == 0;
  const bool is_cut = std::any_of(comparison.at.begin(), comparison.at.end(), [](const Comparison::At& at) {
    return !(at.cut_a.empty() && at.cut_b.empty());
  });
  out.print("\n{}The odds depend on these two logits and T only: no other token can change them{}.\n", indent,
            is_cut ? ",\n" + indent + "but for a cut that takes one of the two" : "");
  const bool some_unknown = std::any_of(comparison.at.begin(), comparison.at.end(),
                                        [](const Comparison::At& at) { return !at.p_a; });
  if (some_unknown)
    out.print(
        "{}A p marked ? depends on the tokens that the response does not list (--closed: there are none).\n",
        indent);
  if (greedy && gap == 0) out.print("{}T = 0 is greedy: of equals the earlier is taken.\n", indent);
  for (const TokenId id : {comparison.a, comparison.b}) {
    const double bias = io::bias_on(result, id);
    if (bias == 0) continue;
    out.print("{}The bias of {}{} on {} multiplies its odds against every other token by exp({} / T).\n",
              indent, bias > 0 ? "+" : "", io::shortest(bias), name(id), io::shortest(bias));
  }
  for (const std::string& line : lines_on_cuts(comparison, a, &Comparison::At::cut_a))
    out.print("{}{}\n", indent, line);
  for (const std::string& line : lines_on_cuts(comparison, b, &Comparison::At::cut_b))
    out.print("{}{}\n", indent, line);
  if (gap == 0 || !std::isfinite(gap) || !comparison.is_plain) return;
  const auto bias_text = [&](TokenId id, double more) {
    const double bias = io::bias_on(result, id);
    const std::string step = io::trimmed(std::fabs(more), looks.digits);
    if (bias == 0) return fmt::format("{}{} on {}", more > 0 ? "+" : "-", step, name(id));
    return fmt::format("{} on {} ({} {})", io::trimmed(bias + more, looks.digits), name(id), step,
                       more > 0 ? "more" : "less");
  };
  const TokenId higher = gap > 0 ? comparison.a : comparison.b, lower = gap > 0 ? comparison.b : comparison.a;
  out.print("{}A bias of {}, or {}, would make them equal.\n", indent, bias_text(higher, -std::fabs(gap)),
            bias_text(lower, std::fabs(gap)));
}

}  // namespace logits::cli
