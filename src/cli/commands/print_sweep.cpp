#include "src/cli/commands/sweep.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"
#include "src/io/write_json.hpp"
#include "src/io/write_separated.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

void print_separated(io::Output& out, const io::Result& result, const Swept& swept, const SweepOptions& sweep,
                     bool csv) {
  const char separator = csv ? ',' : '\t';
  const auto field = csv ? io::csv_field : io::tsv_field;
  out.print("{}", io::json_key(sweep.over));
  for (const TokenId id : swept.tokens) out.print("{}{}", separator, field(io::name_of(result.row, id)));
  const bool all = swept.tokens.size() == result.row.logits.size();  // no token that is left out, nor a rest
  out.print("{}{}{}\n", all ? "" : fmt::format("{}rest", separator), separator,
            swept.is_open ? "entropy_at_least" : "entropy");
  for (std::size_t v = 0; v < swept.values.size(); ++v) {
    out.write(io::shortest(swept.values[v]));
    for (const auto& p : swept.p) out.print("{}{}", separator, io::shortest(p[v]));
    if (!all) out.print("{}{}", separator, io::shortest(swept.rest[v]));
    out.print("{}{}\n", separator, io::shortest(swept.entropy[v]));
  }
}

void print_json(io::Output& out, const io::Result& result, const Swept& swept, const Options& options) {
  const auto list = [&](std::string_view key, const std::vector<double>& numbers) {
    out.print(",\"{}\":[", key);
    for (std::size_t i = 0; i < numbers.size(); ++i)
      out.print("{}{}", i == 0 ? "" : ",", io::shortest(numbers[i]));
    out.write("]");
  };
  io::write_json_head(out, result);
  out.print(",\"sweep\":{{\"over\":\"{}\"", io::json_key(options.sweep.over));
  if (options.sweep.over == Bias::name) {
    out.write(",\"of\":{");
    io::write_json_token(out, result.row, io::Names(result.row).find({options.sweep.token}, "--over"));
    out.write("}");
  }
  list("values", swept.values);
  list(swept.is_open ? "entropy_at_least" : "entropy", swept.entropy);
  out.write(",\"tokens\":[");
  for (std::size_t i = 0; i < swept.tokens.size(); ++i) {
    out.write(i == 0 ? "{" : ",{");
    io::write_json_token(out, result.row, swept.tokens[i]);
    list("p", swept.p[i]);
    out.write("}");
  }
  out.write("]");
  list("rest", swept.rest);
  out.write("}}\n");
}

void print_table(io::Output& out, const io::Result& result, const Swept& swept, const Options& options,
                 const io::Looks& looks) {
  io::Table table;
  table.numbers_first = true;
  const auto add = [&](std::string title, std::size_t width, const std::vector<double>& numbers, auto cell) {
    std::vector<std::string> cells(numbers.size());
    std::transform(numbers.begin(), numbers.end(), cells.begin(), cell);
    table.columns.push_back({std::move(title), width, std::move(cells)});
  };
  const auto number = [&](double x) {
    return io::rounded(x, looks.digits);
  };
  const auto width = static_cast<std::size_t>(looks.digits) + 2;
  add(axis_of(options.sweep), 5, swept.values, io::shortest);
  for (std::size_t i = 0; i < swept.tokens.size(); ++i)
    add(io::cut(io::token_cell(result.row, swept.tokens[i], looks), 16, looks.ascii), width, swept.p[i],
        number);
  const std::size_t others = result.row.count() - swept.tokens.size();
  if (result.row.rest) {
    add("(rest)", width, swept.rest, number);
  } else if (others > 0) {
    add(fmt::format("{} more", io::grouped(others)), width, swept.rest, number);
  }
  add(swept.is_open ? "entropy, at least" : "entropy", width, swept.entropy,
      [&](double x) { return io::decimal(x, looks.digits); });
  table.print(out, looks);
}

/// p as two cells one above the other, filled in eighths, the upper first; or, in ASCII, as a digit from 0
/// to 9.
std::vector<std::string> column_of(double p, double most, bool ascii) {
  static constexpr std::array<std::string_view, 9> blocks = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  if (p == 0) return ascii ? std::vector<std::string>{" "} : std::vector<std::string>{" ", " "};
  if (ascii) return {std::to_string(std::lround(9 * p / most))};
  const auto level = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(16 * p / most)));
  return {std::string(blocks[level - std::min<std::size_t>(level, 8)]),
          std::string(blocks[std::min<std::size_t>(level, 8)])};
}

/// A line of blocks for each token, all on one scale, so that they compare by eye.
void print_lines(io::Output& out, const io::Result& result, const Swept& swept, const Options& options,
                 const io::Looks& looks) {
  const std::size_t height = looks.ascii ? 1 : 2;
  double most = 0;
  std::size_t name_width = io::columns(axis_of(options.sweep));
  for (const auto& p : swept.p) most = std::max(most, *std::max_element(p.begin(), p.end()));
  for (const TokenId id : swept.tokens)
    name_width = std::max(name_width, io::columns(io::token_cell(result.row, id, looks)));

  for (std::size_t i = 0; i < swept.tokens.size(); ++i) {
    const std::vector<double>& p = swept.p[i];
    for (std::size_t row = 0; row < height; ++row) {
      const std::string name = row + 1 == height ? io::token_cell(result.row, swept.tokens[i], looks) : "";
      std::string line = name + std::string(name_width - io::columns(name) + 2, ' ');
      for (const double each : p) line += column_of(each, most, looks.ascii)[row];
      if (row + 1 == height) {
        line += fmt::format("  {} to {}", io::rounded(p.front(), looks.digits),
                            io::rounded(p.back(), looks.digits));
      }
      out.print("{}\n", line.erase(line.find_last_not_of(' ') + 1));
    }
  }
  const std::string from = io::shortest(swept.values.front()), to = io::shortest(swept.values.back());
  const std::size_t middle = swept.values.size() / 2;
  std::string axis(swept.values.size(), ' ');
  const std::string centre = io::shortest(swept.values[middle]);
  axis.replace(0, std::min(from.size(), axis.size()), from.substr(0, axis.size()));
  if (axis.size() > 3 * centre.size() + from.size() + to.size()) axis.replace(middle, centre.size(), centre);
  if (axis.size() > from.size() + to.size()) axis.replace(axis.size() - to.size(), to.size(), to);
  const std::string title = axis_of(options.sweep);
  out.print("{}{}{}\n", title, std::string(name_width - io::columns(title) + 2, ' '), axis);
  out.print("{} is p = {}\n", looks.ascii ? "9" : "full height", io::rounded(most, looks.digits));
}

}  // namespace

void print_sweep(io::Output& out, const io::Result& result, const Swept& swept, const Options& options,
                 const io::Looks& looks) {
  if (options.sweep.drawn) return print_lines(out, result, swept, options, looks);
  switch (options.format) {
    case Format::json:
      return print_json(out, result, swept, options);
    case Format::tsv:
    case Format::csv:
      return print_separated(out, result, swept, options.sweep, options.format == Format::csv);
    default:
      return print_table(out, result, swept, options, looks);
  }
}

}  // namespace logits::cli
