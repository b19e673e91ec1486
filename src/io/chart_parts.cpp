#include "src/io/chart_parts.hpp"

#include "src/io/chart_style.hpp"
#include "src/io/format.hpp"
#include "src/io/text.hpp"

#include <algorithm>

namespace logits::io {
namespace {

constexpr double gap = 8;               // between a bar and its label or its numbers
constexpr double least_bar_room = 120;  // however long the notes are
constexpr double axis_height = 22;
constexpr double least_tick_distance = 40;

double largest_p(const std::vector<ChartRow>& rows) {
  double largest = 0;
  for (const ChartRow& row : rows) {
    for (const Numbers& numbers : row.numbers) largest = std::max(largest, numbers.p);
  }
  return largest;
}

/// The longest axis for which no row's numbers reach beyond `right`.
Scale axis_of(const std::vector<ChartRow>& rows, double start, double right) {
  const Scale parts = probability_scale(largest_p(rows), 0, 1);
  double length = right - start;
  for (const ChartRow& row : rows) {
    for (const Numbers& numbers : row.numbers) {
      const double part = parts.at(numbers.p);
      if (part > 0) length = std::min(length, (right - start - width_of(numbers.runs)) / part);
    }
  }
  Scale scale = parts;
  scale.start = start;
  scale.end = start + std::max(least_bar_room, length);
  return scale;
}

void draw_grid(Svg& picture, const ChartRows& rows) {
  const std::vector<Tick>& ticks = rows.scale.ticks;
  const bool crowded = rows.scale.at(ticks[1].value) - rows.scale.start < least_tick_distance;
  for (std::size_t t = 0; t < ticks.size(); ++t) {
    const Tick& tick = ticks[t];
    const double x = rows.scale.at(tick.value);
    const bool has_label = !crowded || t % 2 == 0;
    if (has_label) picture.text("muted small", {x, rows.top - axis_height + 6}, tick.label, Anchor::middle);
    picture.line(tick.value == 0 ? "axis" : "grid", {x, rows.top - 4}, {x, rows.bottom() + 4});
  }
}

}  // namespace

std::string label(std::string_view token, std::size_t columns) {
  return cut(shown(token), columns, false);
}

std::string number(double p) {
  return rounded(p, 4);
}

double width_of(std::string_view text, double size) {
  const auto ems = [](char c) {
    if (std::string_view("MWmw@%").find(c) != std::string_view::npos) return 0.39;
    return c >= 'A' && c <= 'Z' ? 0.17 : 0;
  };
  double width = 0.61 * static_cast<double>(columns(text));
  for (const char c : text) width += ems(c);
  return size * width;
}

double width_of(const std::vector<Run>& runs) {
  double width = 0;
  for (const Run& run : runs) width += width_of(run.text) + run_gap;
  return width;
}

double draw_heading(Svg& picture, std::string_view title, std::string_view subtitle) {
  double y = margin;
  const auto line = [&](std::string_view style, std::string_view text, double height, std::size_t most) {
    if (text.empty()) return;
    picture.text(style, {margin, y + height / 2}, cut(escaped(text, text.size()), most, false));
    y += height;
  };
  line("ink title", title, 26, 54);
  line("muted", subtitle, 24, 80);
  return y + (y > margin ? 14 : 0);
}

ChartRows draw_rows(Svg& picture, const std::vector<ChartRow>& rows, double y, double height, double right) {
  double label_width = 0;
  for (const ChartRow& row : rows) label_width = std::max(label_width, width_of(row.label));
  const double start = margin + label_width + gap;
  ChartRows placed{y + axis_height, height, rows.size(), axis_of(rows, start, right)};
  draw_grid(picture, placed);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const double middle = placed.middle(r);
    picture.text(rows[r].style, {start - gap, middle}, rows[r].label, Anchor::end);
    for (const Numbers& numbers : rows[r].numbers) {
      picture.text({placed.scale.at(numbers.p) + gap, middle + numbers.offset}, numbers.runs);
    }
  }
  return placed;
}

void draw_bar(Svg& picture, std::string_view style, const Scale& scale, double p, double y,
              double thickness) {
  if (!(p > 0)) return;
  const double width = std::max(1.0, scale.at(p) - scale.start);
  picture.rectangle(style, {scale.start, y - thickness / 2}, width, thickness, 2);
}

double draw_rest(Svg& picture, const ChartRows& rows, std::string_view text) {
  const double y = rows.bottom() + 22;
  if (text.empty()) return rows.bottom() + 8;
  picture.text("muted", {rows.scale.start - gap, y}, "…", Anchor::end);
  picture.text("muted", {rows.scale.start + gap, y}, text);
  return y + 12;
}

std::string finished(const Svg& picture, std::string_view title, std::string_view subtitle,
                     std::string_view numbers, double height, std::string_view more_style) {
  Frame frame{.style = chart_style().append(more_style), .width = chart_width, .height = height};
  frame.title = title.empty() ? "Probabilities" : title;
  frame.description = subtitle;
  if (!subtitle.empty()) frame.description += ": ";
  frame.description += numbers;
  return picture.framed(frame);
}

}  // namespace logits::io
