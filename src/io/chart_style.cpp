#include "src/io/chart_style.hpp"

#include <array>
#include <span>
#include <string_view>

#include <fmt/format.h>

namespace logits::io {
namespace {

/// A class, the property that it paints, on white paper and on a dark screen.
struct Paint {
  std::string_view style, property, light, dark;
};

/// After Okabe and Ito (2008), whose colours colour-blind people tell apart; darkened or lightened until each
/// line has a contrast of 3 to 1 with its ground, and each text one of 4.5 to 1.
constexpr std::array<Paint, 16> chart_paints{{{"paper", "fill", "#ffffff", "#15191f"},
                                              {"ink", "fill", "#1c2430", "#e8ebf0"},
                                              {"muted", "fill", "#596473", "#a3aebd"},
                                              {"grid", "stroke", "#e6eaef", "#29303a"},
                                              {"axis", "stroke", "#9aa5b3", "#5d6978"},
                                              {"bar", "fill", "#0072b2", "#56b4e9"},
                                              {"before", "stroke", "#7a8594", "#8d99a9"},
                                              {"mark", "stroke", "#d55e00", "#ff8d3f"},
                                              {"halo", "stroke", "#ffffff", "#15191f"},
                                              {"color1", "stroke", "#0072b2", "#56b4e9"},
                                              {"color2", "stroke", "#d55e00", "#ff8d3f"},
                                              {"color3", "stroke", "#00875f", "#2fc898"},
                                              {"color4", "stroke", "#b3568c", "#e59ac6"},
                                              {"color5", "stroke", "#2b333f", "#f2f4f7"},
                                              {"color6", "stroke", "#a87400", "#f0c53c"},
                                              {"color7", "stroke", "#2e8fc4", "#9db2ff"}}};

/// The grounds of a heat line, ever hotter, and the text on them.
constexpr std::array<Paint, 6> heat_paints{{{"heat0", "fill", "#ffffff", "#15191f"},
                                            {"heat1", "fill", "#fff3c4", "#4a4423"},
                                            {"heat2", "fill", "#ffdb8a", "#6b4f14"},
                                            {"heat3", "fill", "#ffb761", "#8a4b10"},
                                            {"heat4", "fill", "#f98a5b", "#a33a1f"},
                                            {"on-heat", "fill", "#1c2430", "#f2f4f7"}}};

constexpr std::size_t colors = 7, dashes = 5;

constexpr std::string_view shapes = R"(svg.chart { max-width: 100%; height: auto; color-scheme: light dark }
.chart text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif }
.chart text { font-variant-numeric: tabular-nums; white-space: pre }
.chart tspan { unicode-bidi: isolate }
.chart .title { font-size: 20px; font-weight: 600 }
.chart .small { font-size: 12px }
.chart .grid, .chart .axis { stroke-width: 1; shape-rendering: crispEdges }
.chart .before { fill: none; stroke-width: 1 }
.chart .mark { stroke-width: 2.5 }
.chart .halo { stroke-width: 6 }
.chart .line { fill: none; stroke-width: 2.25; stroke-linejoin: round }
.chart .leader { fill: none; stroke-width: 1; stroke-opacity: 0.55 }
.chart .dot { stroke-width: 1.75 }
.chart .dash2 { stroke-dasharray: 9 4 }
.chart .dash3 { stroke-dasharray: 2.5 3 }
.chart .dash4 { stroke-dasharray: 11 4 2.5 4 }
.chart .dash5 { stroke-dasharray: 5 3 }
)";

constexpr std::string_view fixed_width =
    ".chart .fixed { font-family: ui-monospace, \"DejaVu Sans Mono\", Menlo, Consolas, monospace }\n";

std::string painted(std::span<const Paint> paints, std::string_view Paint::*ground) {
  std::string rules;
  for (const Paint& paint : paints) {
    rules += fmt::format(".chart .{} {{ {}: {} }}\n", paint.style, paint.property, paint.*ground);
  }
  return rules;
}

std::string on_each_ground(std::span<const Paint> paints) {
  const std::string light = painted(paints, &Paint::light);
  return fmt::format("{}@media (prefers-color-scheme: dark) {{\n{}}}\n@media print {{\n{}}}\n", light,
                     painted(paints, &Paint::dark), light);
}

}  // namespace

std::string chart_style() {
  return std::string(shapes) + on_each_ground(chart_paints);
}

std::string heat_style() {
  return std::string(fixed_width) + on_each_ground(heat_paints);
}

std::string line_style(std::size_t n) {
  return fmt::format("line {} dash{}", line_color(n), n % dashes + 1);
}

std::string line_color(std::size_t n) {
  return fmt::format("color{}", n % colors + 1);
}

}  // namespace logits::io
