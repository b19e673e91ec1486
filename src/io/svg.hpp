#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// Text as an XML document holds it: & < > " escaped, and U+FFFD for what XML 1.0 forbids, which are
/// controls, U+FFFE, U+FFFF and bytes that are not UTF-8.
std::string xml_text(std::string_view text);

/// A position or length: two decimals, never "-0.00". What is not finite is 0.00.
std::string coordinate(double x);

/// A place in a picture: x to the right, y downwards.
struct Point {
  double x, y;
};

/// Where a text stands from its place.
enum class Anchor { start, middle, end };

constexpr double run_gap = 8;

/// A piece of a line of text; `run_gap` parts it from the next.
struct Run {
  std::string style;
  std::string text;
};

/// What a file has around its picture, and the style "paper" beneath it.
struct Frame {
  std::string title{}, description{};  ///< what a screen reader says
  std::string style{};                 ///< the style sheet
  double width = 0, height = 0;
};

/// A picture in the making. Styles are classes of the style sheet, such as "muted small". What is drawn later
/// lies above; empty text draws nothing.
class Svg {
 public:
  void rectangle(std::string_view style, Point corner, double width, double height, double radius = 0);
  void line(std::string_view style, Point from, Point to);
  void path(std::string_view style, const std::vector<Point>& points);
  void circle(std::string_view style, Point center, double radius);
  /// Text whose small letters stand around the height of `at`.
  void text(std::string_view style, Point at, std::string_view text, Anchor anchor = Anchor::start);
  /// Pieces of text one after another.
  void text(Point at, const std::vector<Run>& runs);

  /// The whole file.
  std::string framed(const Frame& frame) const;

 private:
  std::string body_;
};

}  // namespace logits::io
