#include "src/cli/commands/solve.hpp"

#include "src/cli/commands/solve_bias.hpp"
#include "src/cli/commands/solve_temperature.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/shell.hpp"
#include "src/io/text.hpp"
#include "src/io/write_json.hpp"

#include <algorithm>
#include <array>

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
  io::write_json_head(out, result);
  out.print(",\"solve\":{{\"unknown\":\"{}\",\"goal\":", bias ? "bias" : "temperature");
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
    out.print("\"{}\":{},\"{}\":{}}}", bias ? "bias" : "temperature", io::shortest(solution.values[i]),
              reached, io::shortest(solution.reached[i]));
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

}  // namespace

Solution solve(const io::Result& result, const Options& options) {
  return options.solve.unknown == Unknown::bias ? solve_bias(result, options)
                                                : solve_temperature(result, options);
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
