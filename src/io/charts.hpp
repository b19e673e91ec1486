#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logits::io {

/// One token's bar.
struct Bar {
  std::string token{};  ///< as in the input: the chart escapes and cuts it
  double p = 0;
  std::optional<double> before{};  ///< p by the untouched softmax
  std::string note{};              ///< "cut by top-k 3", "banned", or empty
};

/// Probabilities as bars, from top to bottom.
struct BarChart {
  std::string title{}, subtitle{};
  std::vector<Bar> bars{};
  std::uint64_t more = 0;  ///< how many tokens have no bar
  double rest = 0;         ///< and their p together
};

/// How often one token was drawn.
struct DrawnBar {
  std::string token{};
  std::uint64_t count = 0;
  double share = 0, p = 0;
};

/// Draws against probabilities: bars for the shares, marks for the p that were expected.
struct DrawChart {
  std::string title{}, subtitle{};
  std::vector<DrawnBar> bars{};
  std::uint64_t more = 0;        ///< how many tokens have no bar
  std::uint64_t more_count = 0;  ///< how often they were drawn together
  double rest = 0;               ///< and their p together
};

/// One token's probability at each x of its chart.
struct Line {
  std::string token{};
  std::vector<double> p{};  ///< as many as the chart has x
};

/// Probabilities over a parameter.
struct LineChart {
  std::string title{}, subtitle{};
  std::string axis{};        ///< what x is: "temperature T"
  bool logarithmic = false;  ///< heeded if all x are above zero
  std::vector<double> x{};   ///< ascending
  std::vector<Line> lines{};
};

/// A whole SVG file: the same bytes for the same chart. It is light or dark as its reader prefers, dark on
/// white in print, and says its numbers to screen readers.
std::string svg(const BarChart& chart);
std::string svg(const DrawChart& chart);
std::string svg(const LineChart& chart);

}  // namespace logits::io
