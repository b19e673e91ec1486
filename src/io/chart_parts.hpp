#pragma once

#include "src/io/scale.hpp"
#include "src/io/svg.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

constexpr double chart_width = 720, margin = 32;

/// A token as charts show it: escaped, and cut to at most so many columns.
std::string label(std::string_view token, std::size_t columns = 26);

/// A probability as charts write it.
std::string number(double p);

/// At least the width that text needs in the usual fonts, which are not known here.
double width_of(std::string_view text, double size = 14);
double width_of(const std::vector<Run>& runs);

/// Title and subtitle, cut to the width. Returns the height below them.
double draw_heading(Svg& picture, std::string_view title, std::string_view subtitle);

/// What stands behind the end of a bar.
struct Numbers {
  double p;           ///< where the bar ends
  double offset = 0;  ///< how far below the middle of its row it lies
  std::vector<Run> runs;
};

/// A row of a chart of bars.
struct ChartRow {
  std::string label, style;
  std::vector<Numbers> numbers;
};

/// Where the rows of a chart of bars lie.
struct ChartRows {
  double top, height;  ///< of the first row; of each
  std::size_t count;
  Scale scale;

  double middle(std::size_t row) const { return top + (static_cast<double>(row) + 0.5) * height; }
  double bottom() const { return top + static_cast<double>(count) * height; }
};

/// Draws all of a chart of bars but the bars, from y down and up to `right`: labels, an axis that leaves room
/// for the numbers, its grid, and the numbers.
ChartRows draw_rows(Svg& picture, const std::vector<ChartRow>& rows, double y, double height,
                    double right = chart_width - margin);

/// A bar of at least a pixel, unless p is 0.
void draw_bar(Svg& picture, std::string_view style, const Scale& scale, double p, double y, double thickness);

/// "…  50,237 more, p 0.0312 together" below the rows, if there is text. Returns the height below it.
double draw_rest(Svg& picture, const ChartRows& rows, std::string_view text);

/// The file, with the charts' style sheet and what is added to it. An empty title becomes "Probabilities".
std::string finished(const Svg& picture, std::string_view title, std::string_view subtitle,
                     std::string_view numbers, double height, std::string_view more_style = {});

}  // namespace logits::io
