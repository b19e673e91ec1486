#include "src/io/chart_parts.hpp"
#include "src/io/charts.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace logits::io {
namespace {

/// Numbers of all bars, below their title, right of the bars.
struct Column {
  std::string title, style;
  std::vector<std::string> cells{};
  double right = 0;  ///< where its cells end
};

std::vector<Column> columns_of(const std::vector<DrawnBar>& bars) {
  std::vector<Column> columns = {{"draws", "muted"}, {"share", "ink"}, {"p", "muted"}};
  for (const DrawnBar& bar : bars) {
    columns[0].cells.push_back(grouped(bar.count));
    columns[1].cells.push_back(number(bar.share));
    columns[2].cells.push_back(number(bar.p));
  }
  return columns;
}

double width_of_cells(const Column& column) {
  double width = width_of(column.title);
  for (const std::string& cell : column.cells) width = std::max(width, width_of(cell));
  return width;
}

/// From the right margin to the left. Returns where the first begins.
double place(std::vector<Column>& columns) {
  double right = chart_width - margin;
  for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
    column->right = right;
    right -= width_of_cells(*column) + 18;
  }
  return right;
}

void draw_column(Svg& picture, const ChartRows& rows, const Column& column) {
  picture.text("muted small", {column.right, rows.top - 16}, column.title, Anchor::end);
  for (std::size_t r = 0; r < column.cells.size(); ++r)
    picture.text(column.style, {column.right, rows.middle(r)}, column.cells[r], Anchor::end);
}

std::string said(const DrawChart& chart) {
  std::string text;
  for (const DrawnBar& bar : chart.bars) {
    fmt::format_to(std::back_inserter(text), "{}{} drawn {}, share {}, p {}", text.empty() ? "" : "; ",
                   label(bar.token, 60), grouped(bar.count), number(bar.share), number(bar.p));
  }
  return text;
}

std::string rest_of(const DrawChart& chart) {
  if (chart.more == 0) return {};
  return fmt::format("{} more, {}, p {} together", grouped(chart.more), counted(chart.more_count, "draw"),
                     number(chart.rest));
}

double draw_key(Svg& picture, double y) {
  const double middle = y + 6;
  picture.rectangle("bar", {margin, middle - 6}, 22, 12, 2);
  picture.text("muted", {margin + 30, middle}, "share of the draws");
  picture.line("mark", {margin + 178, middle - 8}, {margin + 178, middle + 8});
  picture.text("muted", {margin + 188, middle}, "p: the share to be expected");
  return y + 28;
}

void draw_mark(Svg& picture, double x, double middle) {
  const Point above{x, middle - 12}, below{x, middle + 12};
  picture.line("halo", above, below);
  picture.line("mark", above, below);
}

}  // namespace

std::string svg(const DrawChart& chart) {
  std::vector<ChartRow> labelled;
  for (const DrawnBar& bar : chart.bars)
    labelled.push_back({label(bar.token), "ink", {{std::max(bar.share, bar.p), 0, {}}}});
  std::vector<Column> columns = columns_of(chart.bars);
  const double right = place(columns);

  Svg picture;
  const double y = draw_key(picture, draw_heading(picture, chart.title, chart.subtitle));
  const ChartRows rows = draw_rows(picture, labelled, y, 34, right - 8);
  for (const Column& column : columns) draw_column(picture, rows, column);
  for (std::size_t r = 0; r < chart.bars.size(); ++r) {
    const DrawnBar& bar = chart.bars[r];
    draw_bar(picture, "bar", rows.scale, bar.share, rows.middle(r), 18);
    draw_mark(picture, rows.scale.at(bar.p), rows.middle(r));
  }
  const double bottom = draw_rest(picture, rows, rest_of(chart));
  const std::string rest = chart.more == 0 ? "" : "; … " + rest_of(chart);
  return finished(picture, chart.title, chart.subtitle, said(chart) + rest, bottom + margin / 2);
}

}  // namespace logits::io
