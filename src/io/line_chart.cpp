#include "src/io/chart_parts.hpp"
#include "src/io/chart_style.hpp"
#include "src/io/charts.hpp"
#include "src/io/format.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr double label_gap = 20, leader_length = 30, sample_length = 24;
constexpr double axis_room = 46;  // left of the axis, for its numbers
constexpr std::size_t most_dots = 24;

double last_p(const Line& line) {
  return line.p.empty() ? 0 : line.p.back();
}

std::vector<Run> runs_of(const Line& line) {
  return {{"ink", label(line.token, 22)}, {"muted", number(last_p(line))}};
}

/// The lines from the highest end down. Those that end together stand as they did before they met, so that
/// leaders do not cross.
std::vector<std::size_t> by_end(const std::vector<Line>& lines) {
  std::vector<std::size_t> order(lines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&lines](std::size_t a, std::size_t b) {
    return std::lexicographical_compare(lines[b].p.rbegin(), lines[b].p.rend(), lines[a].p.rbegin(),
                                        lines[a].p.rend());
  });
  return order;
}

double widest_label(const std::vector<Line>& lines) {
  double widest = 0;
  for (const Line& line : lines) widest = std::max(widest, width_of(runs_of(line)));
  return widest;
}

double largest_p(const std::vector<Line>& lines) {
  double largest = 0;
  for (const Line& line : lines) {
    for (const double p : line.p) largest = std::max(largest, p);
  }
  return largest;
}

struct Axes {
  Scale x, y;
};

void draw_axes(Svg& picture, const Axes& axes, std::string_view name) {
  const auto& [x, y] = axes;
  picture.text("muted small", {x.start, y.end - 22}, "p", Anchor::end);
  for (const Tick& tick : y.ticks) {
    const double height = y.at(tick.value);
    picture.text("muted small", {x.start - 10, height}, tick.label, Anchor::end);
    picture.line(tick.value == 0 ? "axis" : "grid", {x.start, height}, {x.end, height});
  }
  for (const Tick& tick : x.ticks) {
    const double place = x.at(tick.value);
    picture.line("axis", {place, y.start}, {place, y.start + 5});
    picture.text("muted small", {place, y.start + 18}, tick.label, Anchor::middle);
  }
  picture.text("muted", {(x.start + x.end) / 2, y.start + 42}, cut(escaped(name, name.size()), 50, false),
               Anchor::middle);
}

void draw_line(Svg& picture, const Axes& axes, const std::vector<double>& x, const Line& line,
               std::size_t n) {
  std::vector<Point> points;
  points.reserve(x.size());
  for (std::size_t i = 0; i < std::min(x.size(), line.p.size()); ++i)
    points.push_back({axes.x.at(x[i]), axes.y.at(line.p[i])});
  picture.path("line halo", points);
  picture.path(line_style(n), points);
  if (points.size() > most_dots) return;
  for (const Point& point : points) picture.circle("dot paper " + line_color(n), point, 3);
}

void draw_labels(Svg& picture, const Axes& axes, const LineChart& chart) {
  const std::vector<std::size_t> order = by_end(chart.lines);
  std::vector<double> wanted;
  wanted.reserve(order.size());
  for (const std::size_t n : order) wanted.push_back(axes.y.at(last_p(chart.lines[n])));
  const std::vector<double> places = spread_apart(wanted, label_gap, axes.y.end, axes.y.start);
  const double end = chart.x.empty() ? axes.x.end : axes.x.at(chart.x.back());
  const double sample = axes.x.end + leader_length;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::size_t n = order[i];
    const double y = places[i];
    picture.path("leader " + line_color(n), {{end + 5, wanted[i]}, {sample, y}});
    picture.line(line_style(n), {sample, y}, {sample + sample_length, y});
    picture.text({sample + sample_length + 8, y}, runs_of(chart.lines[n]));
  }
}

std::string said(const LineChart& chart) {
  if (chart.x.empty()) return "nothing";
  std::string text =
      fmt::format("p over {} from {} to {}", chart.axis, shortest(chart.x.front()), shortest(chart.x.back()));
  for (const Line& line : chart.lines) {
    if (line.p.empty()) continue;
    fmt::format_to(std::back_inserter(text), "; {} from {} to {}", label(line.token, 60),
                   number(line.p.front()), number(line.p.back()));
  }
  return text;
}

}  // namespace

std::string svg(const LineChart& chart) {
  Svg picture;
  const double top = draw_heading(picture, chart.title, chart.subtitle) + 28;
  const double height = std::max(300.0, static_cast<double>(chart.lines.size()) * label_gap);
  const double right = chart_width - margin - leader_length - sample_length - 8 - widest_label(chart.lines);
  const Axes axes{scale_over(chart.x, chart.logarithmic, margin + axis_room, right),
                  probability_scale(largest_p(chart.lines), top + height, top)};
  draw_axes(picture, axes, chart.axis);
  // The first line lies above the others.
  for (std::size_t n = chart.lines.size(); n-- > 0;) draw_line(picture, axes, chart.x, chart.lines[n], n);
  draw_labels(picture, axes, chart);
  return finished(picture, chart.title, chart.subtitle, said(chart), top + height + 56 + margin / 2);
}

}  // namespace logits::io
