#include "src/cli/commands/solve.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "src/cli/commands/fixed_steps.hpp"
#include "src/cli/commands/solve_bias.hpp"
#include "src/cli/commands/solve_cut.hpp"
#include "src/cli/commands/solve_temperature.hpp"
#include "src/cli/evaluate.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/place.hpp"
#include "src/io/shell.hpp"
#include "src/io/text.hpp"
#include "src/io/write_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

using Targets = std::vector<SolveOptions::Target>;
using Unknown = SolveOptions::Unknown;

void print_token(io::Output& out, std::string_view key, const io::Result& result, TokenId id) {
  out.print("\"{}\":{{", key);
  io::write_json_token(out, result.row, id);
  out.write("}");
}

void print_json(io::Output& out, const io::Result& result, const Solution& solution,
                const SolveOptions& solve) {
  const bool bias = solve.unknown == Unknown::bias;
  const std::string key = io::json_key(name(solve.unknown));
  io::write_json_head(out, result);
  out.print(",\"solve\":{{\"unknown\":\"{}\",\"goal\":", key);
  std::string_view reached = "p";
  if (const auto* odds = std::get_if<SolveOptions::Odds>(&solve.goal)) {
    reached = "odds";
    out.write("{");
    print_token(out, "token", result, solution.tokens[0]);
    out.write(",");
    print_token(out, "versus", result, solution.tokens[1]);
    out.print(",\"odds\":{}}}", io::shortest(odds->odds));
  } else if (const auto* entropy = std::get_if<SolveOptions::Entropy>(&solve.goal)) {
    reached = "entropy";
    static constexpr std::array<std::string_view, 3> units = {"entropy", "entropy_bits", "perplexity"};
    out.print("{{\"{}\":{}}}", units[static_cast<std::size_t>(entropy->unit)], io::shortest(entropy->amount));
  } else if (const auto* kept = std::get_if<SolveOptions::Kept>(&solve.goal)) {
    out.print("{{\"kept\":{}}}", kept->count);
  } else {
    const auto& targets = std::get<Targets>(solve.goal);
    out.write("[");
    for (std::size_t i = 0; i < targets.size(); ++i) {
      out.write(i == 0 ? "{" : ",{");
      print_token(out, "token", result, solution.tokens[i]);
      out.print(",\"p\":{}}}", io::shortest(targets[i].p));
    }
    out.write("]");
  }
  out.write(",\"answers\":[");
  for (std::size_t i = 0; i < solution.values.size(); ++i) {
    out.write(i == 0 ? "{" : ",{");
    if (bias) {
      print_token(out, "token", result, solution.tokens[i]);
      out.write(",");
    }
    out.print("\"{}\":{}", key, io::shortest(solution.values[i]));
    if (solution.interval)
      out.print(",\"from\":{},\"to\":{}", io::shortest(solution.interval->least),
                io::shortest(solution.interval->most));
    if (is_cut(solve.unknown)) out.print(",\"kept\":{}", solution.kept);
    if (!solution.reached.empty()) out.print(",\"{}\":{}", reached, io::shortest(solution.reached[i]));
    out.write("}");
  }
  out.write("]}}\n");
}

/// -b mat=1.5, ready to paste.
std::string as_options(const io::Result& result, const Solution& solution) {
  std::string options;
  for (std::size_t i = 0; i < solution.values.size(); ++i) {
    const TokenId id = solution.tokens[i];
    options += fmt::format("{}-b {}", i == 0 ? "" : " ",
                           io::shell_word(fmt::format("{}={}", io::option_name_of(result.row, id),
                                                      io::shortest(solution.values[i]))));
  }
  return options;
}

/// The temperature and the bias are found in closed form, for bias, temperature and top-k: one each, the bias
/// first. The unknown counts as on.
void require_solvable(Chain chain, Unknown unknown) {
  const std::string who = fmt::format("logits solve {}", name(unknown));
  require_one(chain, name(unknown), who);
  Temperature* const temperature = find_step<Temperature>(chain.steps);
  if (unknown == Unknown::temperature && temperature->is_off()) temperature->t = 2;
  if (unknown == Unknown::bias) find_step<Bias>(chain.steps)->terms = {{0, 1}};
  const auto place = [&](std::string_view step) {
    return std::find_if(chain.steps.begin(), chain.steps.end(),
                        [&](const Step& each) { return name(each) == step; });
  };
  // Temperature changes no order, so top-k may come before it or after it.
  std::vector<std::string_view> known = {Bias::name, Temperature::name, TopK::name};
  if (place(TopK::name) < place(Temperature::name)) std::swap(known[1], known[2]);
  require_known_steps(chain, known, who);
}

/// Sets the unknown of a chain to a value at which it is on, or off.
void turn(Chain& chain, Unknown unknown, bool on) {
  for (Step& step : chain.steps) {
    auto* const temperature = std::get_if<Temperature>(&step);
    auto* const top_k = std::get_if<TopK>(&step);
    auto* const top_p = std::get_if<TopP>(&step);
    auto* const min_p = std::get_if<MinP>(&step);
    if (temperature != nullptr && unknown == Unknown::temperature) temperature->t = on ? 2 : 1;
    if (top_k != nullptr && unknown == Unknown::top_k) top_k->k = on ? 1 : 0;
    if (top_p != nullptr && unknown == Unknown::top_p) top_p->p = on ? 0.5 : 1;
    if (min_p != nullptr && unknown == Unknown::min_p) min_p->m = on ? 0.5 : 0;
  }
}

/// The parts that are on, without the unknown.
std::vector<std::string_view> others_on(const Chain& chain, Unknown unknown) {
  std::vector<std::string_view> names;
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    const std::string_view part_name = name(chain, part);
    if (!is_off(chain, part) && part_name != name(unknown)) names.push_back(part_name);
  }
  return names;
}

/// Whether the engine takes the answers; those that it does not take are left out, and it is said why.
void keep_taken(Solution& solution, const Options& options) {
  const std::string_view parameter = name(options.solve.unknown);
  const bool is_temperature = options.solve.unknown == Unknown::temperature;
  std::vector<std::string> said;
  for (std::size_t i = 0; i < solution.values.size();) {
    std::string why;
    try {
      why = adjusted(*options.engine, parameter, solution.values[i]).said;
    } catch (const Error& error) {
      why = error.what();
    }
    if (why.empty()) {
      ++i;
      continue;
    }
    said.push_back(std::move(why));
    // Several temperatures are each an answer, several biases together are one.
    if (!is_temperature || solution.values.size() == 1) throw Error(Failure::no_answer, said.back());
    const auto at = static_cast<std::ptrdiff_t>(i);
    solution.values.erase(solution.values.begin() + at);
    solution.reached.erase(solution.reached.begin() + at);
  }
  solution.why.insert(solution.why.end(), said.begin(), said.end());
}

}  // namespace

Chain chain_to_solve(const io::Result& result, const Options& options) {
  const Unknown unknown = options.solve.unknown;
  if (options.engine == nullptr || unknown == Unknown::bias) return result.chain;
  require_one(result.set, name(unknown), fmt::format("logits solve {}", name(unknown)));
  Chain on = result.set, off = result.set;
  turn(on, unknown, true);
  turn(off, unknown, false);
  Told<Chain> run = chain_to_run(options, on);
  const auto has_unknown = [&](const Chain& chain) {
    return std::any_of(chain.steps.begin(), chain.steps.end(),
                       [&](const Step& step) { return name(step) == name(unknown); });
  };
  const std::string who = fmt::format("'logits solve {}'", name(unknown));
  if (has_unknown(on) && !has_unknown(run.value) && !run.said.empty())
    throw Error(Failure::usage, fmt::format("{} changes nothing: {}", who, run.said));
  // The order is that of a chain in which it is on; its value stays what it was.
  for (Step& step : run.value.steps) {
    const auto was = std::find_if(result.set.steps.begin(), result.set.steps.end(),
                                  [&](const Step& other) { return name(other) == name(unknown); });
    if (name(step) == name(unknown) && was != result.set.steps.end()) step = *was;
  }
  if (!is_cut(unknown)) return run.value;
  const auto with = others_on(run.value, unknown),
             without = others_on(chain_to_run(options, off).value, unknown);
  if (with != without)
    throw Error(Failure::usage,
                fmt::format("{} does not go with {} here: {} changes the order of the other steps", who,
                            options.engine->name, name(unknown)),
                io::hint(fmt::format("they are {} with it, and {} without", fmt::join(with, ", "),
                                     fmt::join(without, ", "))));
  return run.value;
}

Solution solve(const io::Result& result, const Options& options) {
  const Unknown unknown = options.solve.unknown;
  if (!is_cut(unknown)) require_solvable(result.chain, unknown);
  Solution solution = is_cut(unknown)            ? solve_cut(result, options)
                      : unknown == Unknown::bias ? solve_bias(result, options)
                                                 : solve_temperature(result, options);
  if (options.engine != nullptr) keep_taken(solution, options);
  return solution;
}

void print_solution(io::Output& out, const io::Result& result, const Solution& solution,
                    const Options& options, const io::Looks& looks) {
  if (options.format == Format::json) return print_json(out, result, solution, options.solve);
  if (options.solve.value_only) {
    for (const double value : solution.values) out.print("{}\n", io::shortest(value));
    return;
  }
  const auto number = [&](double x) {
    return io::rounded(x, looks.digits + 2);
  };
  if (options.solve.unknown == Unknown::bias) {
    std::size_t width = 0;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < solution.values.size(); ++i) {
      names.push_back(io::token_cell(result.row, solution.tokens[i], looks));
      width = std::max(width, io::columns(names.back()));
    }
    for (std::size_t i = 0; i < solution.values.size(); ++i) {
      const std::string& name = names[i];
      out.print("bias of {}{} = {}\n", name, std::string(width - io::columns(name), ' '),
                number(solution.values[i]));
    }
  } else if (is_cut(options.solve.unknown)) {
    out.print("{} = {}\n", name(options.solve.unknown), io::shortest(solution.values[0]));
  } else {
    out.write("temperature =");
    for (std::size_t i = 0; i < solution.values.size(); ++i)
      out.print("{} {}", i == 0 ? "" : " or", number(solution.values[i]));
    out.write("\n");
  }
  for (const std::string& line : solution.why) out.print("  {}\n", line);
  if (options.solve.unknown == Unknown::bias) out.print("  as options: {}\n", as_options(result, solution));
}

}  // namespace logits::cli
