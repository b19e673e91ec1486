#include "src/io/write_table.hpp"

#include "logits/chain.hpp"
#include "src/io/format.hpp"
#include "src/io/leaders.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::size_t widest_token = 40;
constexpr std::string_view bold = "\x1b[1m", dim = "\x1b[2m", cyan = "\x1b[36m", plain = "\x1b[0m";

std::string styled(std::string_view text, std::string_view style, bool color) {
  if (!color || text.empty() || style.empty()) return std::string(text);
  return fmt::format("{}{}{}", style, text, plain);
}

void pad(std::string& line, std::size_t used, std::size_t width) {
  line.append(width - std::min(width, used), ' ');
}

int decimals_of(double x) {
  const std::string text = shortest(x);
  const std::size_t point = text.find('.');
  if (point == std::string::npos || text.find('e') != std::string::npos) return 0;
  return static_cast<int>(text.size() - point - 1);
}

}  // namespace

std::string bar(double p, const Looks& looks) {
  if (!(p > 0)) return {};
  const auto rounded_up = [](double x) {
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(x)));
  };
  if (looks.ascii) return std::string(rounded_up(p * 40), '#');
  static constexpr std::array<std::string_view, 8> parts = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const std::size_t eighths = rounded_up(p * 320);
  std::string cells;
  for (std::size_t i = 0; i < eighths / 8; ++i) cells += "█";
  return cells.append(parts[eighths % 8]);
}

namespace {

void print_markdown(Output& out, const Table& table) {
  const auto print_line = [&](auto cell_of, std::string_view tail) {
    out.write("|");
    for (const Table::Column& column : table.columns) out.print(" {} |", cell_of(column));
    table.tails.empty() ? out.write("\n") : out.print(" {} |\n", tail);
  };
  print_line([](const Table::Column& column) { return markdown_text(column.title); }, "");
  bool left = !table.numbers_first;
  print_line([&left](const Table::Column&) { return std::exchange(left, false) ? ":--" : "--:"; }, ":--");
  for (std::size_t r = 0; r < table.columns.front().cells.size(); ++r) {
    print_line([r](const Table::Column& column) { return markdown_text(column.cells[r]); },
               r < table.tails.size() ? std::string_view(table.tails[r]) : "");
  }
}

}  // namespace

void Table::print(Output& out, const Looks& looks) const {
  if (looks.markdown) return print_markdown(out, *this);
  std::vector<std::size_t> widths;
  for (const Column& column : columns) {
    std::size_t width = std::max(column.least_width, io::columns(column.title));
    for (const std::string& cell : column.cells) width = std::max(width, io::columns(cell));
    widths.push_back(width);
  }
  const auto print_line = [&](auto cell_of, std::string_view tail, std::string_view style) {
    std::string line;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::string& cell = cell_of(columns[c]);
      const bool left = c == 0 && !numbers_first;
      if (c > 0) line.append(2, ' ');
      if (!left) pad(line, io::columns(cell), widths[c]);
      line += cell;
      if (left) pad(line, io::columns(cell), widths[c]);
    }
    if (tail.empty()) line.erase(line.find_last_not_of(' ') + 1);
    out.print("{}{}{}\n", styled(line, style, looks.color), tail.empty() ? "" : "  ", tail);
  };
  print_line([](const Column& column) -> const std::string& { return column.title; }, "", bold);
  for (std::size_t r = 0; r < columns.front().cells.size(); ++r) {
    print_line([r](const Column& column) -> const std::string& { return column.cells[r]; },
               r < tails.size() ? std::string_view(tails[r]) : "", "");
  }
}

void print_under(Output& out, const Looks& looks, std::string_view line) {
  looks.markdown ? out.print("\n{}\n", markdown_text(line)) : out.print("{}\n", line);
}

std::string token_cell(const Row& row, TokenId id, const Looks& looks) {
  return cut(shown(name_of(row, id)), widest_token, looks.ascii);
}

std::string note_on(const Result& result, TokenId id) {
  const std::size_t fate = result.fate(id);
  if (fate == Result::kept || fate == Result::not_listed) return {};
  if (fate == Result::banned_in_input || name(result.chain, fate) == Bias::name) return "banned";
  return "cut by " + describe(result.chain, fate);
}

std::vector<std::string> aligned(const std::vector<double>& numbers, int digits) {
  int decimals = 0;
  for (const double x : numbers) decimals = std::max(decimals, decimals_of(x));
  decimals = std::min(decimals, digits);
  std::vector<std::string> cells;
  for (const double x : numbers) {
    const bool exact =
        !std::isfinite(x) || std::fabs(x) >= 1e15 || (x != 0 && std::fabs(x) < 0.5 * std::pow(10, -decimals));
    cells.push_back(exact ? shortest(x) : fmt::format("{:.{}f}", x + 0.0, decimals));
  }
  return cells;
}

std::string stats_line(const Result& result, int digits) {
  const double entropy = result.distribution.entropy;
  const bool open = result.is_open();  // the tokens that are not listed add an entropy of their own
  return fmt::format("entropy {}{} nats ({} bits), like {}{:.2f} equally likely tokens; kept {} of {}{}",
                     open ? "at least " : "", decimal(entropy, digits),
                     decimal(entropy / std::log(2), digits), open ? "at least " : "", std::exp(entropy),
                     grouped(result.kept_count()), grouped(result.row.count()), open ? " listed" : "");
}

void write_table(Output& out, const Result& result, const TableOptions& options) {
  const std::size_t size = result.row.count();
  const std::size_t shown_rows =
      options.max_rows == 0 ? size
                            : static_cast<std::size_t>(std::min<std::uint64_t>(options.max_rows, size));
  std::vector<TokenId> order;
  if (options.input_order) {
    order.resize(shown_rows);
    std::iota(order.begin(), order.end(), TokenId{0});
  } else {
    order = leaders_first(result, shown_rows);
  }
  if (result.row.rest) order.push_back(static_cast<TokenId>(size));

  const auto each = [&order](auto value) {
    std::vector<decltype(value(TokenId{}))> values;
    values.reserve(order.size());
    for (const TokenId id : order) values.push_back(value(id));
    return values;
  };
  const Looks& looks = options.looks;
  const auto number_width = static_cast<std::size_t>(looks.digits) + 3;
  const auto number_cells = [&](auto number) {
    return each([&](TokenId id) { return rounded(number(id), looks.digits); });
  };

  Table table;
  table.columns.push_back({"token", 0, each([&](TokenId id) { return token_cell(result.row, id, looks); })});
  table.columns.push_back(
      {"logit", 0,
       aligned(each([&](TokenId id) { return id < size ? result.row.logits[id] : 0; }), looks.digits)});
  if (result.row.rest) table.columns.back().cells.back().clear();  // a block of tokens has no logit
  if (!step_of<Bias>(result.chain).is_off()) {
    table.columns.push_back({"bias", 6, each([&](TokenId id) {
                               const double bias = bias_on(result, id);
                               return bias == 0 ? "" : (bias > 0 ? "+" : "") + shortest(bias);
                             })});
  }
  if (result.untouched) {
    table.columns.push_back(
        {"before", number_width, number_cells([&](TokenId id) { return result.p_before(id); })});
  }
  table.columns.push_back({options.logprobs ? "logp" : "p", number_width, number_cells([&](TokenId id) {
                             return options.logprobs ? result.logp(id) : result.p(id);
                           })});
  table.tails = each([&](TokenId id) {
    const std::string note = note_on(result, id);
    const bool chosen = result.row.position && result.row.position->chosen_index == id;
    const std::string tail = looks.markdown ? (note.empty() ? bar(result.p(id), looks) : note)
                             : note.empty() ? styled(bar(result.p(id), looks), cyan, looks.color)
                                            : styled(note, dim, looks.color);
    return chosen ? tail + (looks.ascii ? " <- chosen" : " ← chosen") : tail;
  });
  table.print(out, looks);

  if (shown_rows < size) {
    print_under(
        out, looks,
        fmt::format("{} {} more{}, p {} together", looks.ascii ? "..." : "…", grouped(size - shown_rows),
                    result.row.rest ? " listed" : "", rounded(p_beside(result, order), looks.digits)));
  }
  if (options.stats) print_under(out, looks, stats_line(result, looks.digits));
}

}  // namespace logits::io
