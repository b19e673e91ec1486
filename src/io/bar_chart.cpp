#include "src/io/chart_parts.hpp"
#include "src/io/charts.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr double after_offset = -7, before_offset = 10;  // of the two bars from the middle of their row

ChartRow row_of(const Bar& bar, bool with_before) {
  ChartRow row{label(bar.token), bar.note.empty() ? "ink" : "muted", {}};
  row.numbers.push_back(
      {bar.p, with_before ? after_offset : 0, {{"ink", number(bar.p)}, {"muted", bar.note}}});
  if (bar.before) row.numbers.push_back({*bar.before, before_offset, {{"muted small", number(*bar.before)}}});
  return row;
}

std::string said(const BarChart& chart) {
  std::string text;
  for (const Bar& bar : chart.bars) {
    fmt::format_to(std::back_inserter(text), "{}{} {}", text.empty() ? "" : ", ", label(bar.token, 60),
                   number(bar.p));
    if (bar.before) text += ", before " + number(*bar.before);
    if (!bar.note.empty()) text += " (" + bar.note + ")";
  }
  return text;
}

std::string rest_of(const BarChart& chart) {
  if (chart.more == 0) return {};
  return fmt::format("{} more, p {} together", grouped(chart.more), number(chart.rest));
}

double draw_key(Svg& picture, double y) {
  const double middle = y + 6;
  picture.rectangle("bar", {margin, middle - 6}, 22, 12, 2);
  picture.text("muted", {margin + 30, middle}, "p");
  picture.rectangle("before", {margin + 60, middle - 4}, 22, 8, 2);
  picture.text("muted", {margin + 90, middle}, "before: by the untouched softmax");
  return y + 28;
}

}  // namespace

std::string svg(const BarChart& chart) {
  const bool with_before = std::any_of(chart.bars.begin(), chart.bars.end(),
                                       [](const Bar& bar) { return bar.before.has_value(); });
  std::vector<ChartRow> labelled;
  for (const Bar& bar : chart.bars) labelled.push_back(row_of(bar, with_before));

  Svg picture;
  double y = draw_heading(picture, chart.title, chart.subtitle);
  if (with_before) y = draw_key(picture, y);
  const ChartRows rows = draw_rows(picture, labelled, y, with_before ? 46 : 30);
  for (std::size_t r = 0; r < chart.bars.size(); ++r) {
    const Bar& bar = chart.bars[r];
    const double middle = rows.middle(r);
    draw_bar(picture, "bar", rows.scale, bar.p, middle + (with_before ? after_offset : 0), 18);
    if (bar.before) draw_bar(picture, "before", rows.scale, *bar.before, middle + before_offset, 8);
  }
  const double bottom = draw_rest(picture, rows, rest_of(chart));
  const std::string rest = chart.more == 0 ? "" : ", … " + rest_of(chart);
  return finished(picture, chart.title, chart.subtitle, said(chart) + rest, bottom + margin / 2);
}

}  // namespace logits::io
