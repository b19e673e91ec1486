#include "src/io/svg.hpp"

#include "src/io/text.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view last_of_plane = "\xEF\xBF";    // U+FFFE and U+FFFF begin so, and U+FFFD too

/// The characters that XML gives a meaning, the others as they are.
std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return {};
  }
}

bool is_noncharacter(std::string_view text) {
  return text.size() >= 3 && text.substr(0, 2) == last_of_plane && text[2] > replacement[2];
}

std::string_view anchor_attribute(Anchor anchor) {
  switch (anchor) {
    case Anchor::middle:
      return " text-anchor=\"middle\"";
    case Anchor::end:
      return " text-anchor=\"end\"";
    case Anchor::start:
      break;
  }
  return {};
}

/// Where the base line lies. (dominant-baseline would say it better, but only browsers heed it.)
std::string base_line(double y) {
  return coordinate(y + 4.75);
}

template <typename... Arguments>
void append(std::string& to, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(to), format, std::forward<Arguments>(arguments)...);
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    std::string_view valid = text.substr(0, valid_utf8_prefix(text));
    text.remove_prefix(valid.size());
    while (!valid.empty()) {
      const char c = valid.front();
      const bool forbidden = (static_cast<unsigned char>(c) < 0x20) || is_noncharacter(valid);
      const std::string_view other = forbidden ? replacement : entity(c);
      result += other.empty() ? valid.substr(0, 1) : other;
      valid.remove_prefix(is_noncharacter(valid) ? 3 : 1);
    }
    if (text.empty()) break;
    result += replacement;
    text.remove_prefix(1);
  }
  return result;
}

std::string coordinate(double x) {
  if (!std::isfinite(x)) return "0.00";
  const double hundredths = std::round(x * 100);
  return fmt::format("{:.2f}", hundredths == 0 ? 0.0 : hundredths / 100);
}

void Svg::rectangle(std::string_view style, Point corner, double width, double height, double radius) {
  append(body_, "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", style,
         coordinate(corner.x), coordinate(corner.y), coordinate(width), coordinate(height));
  if (radius > 0) append(body_, " rx=\"{}\"", coordinate(std::min(radius, width / 2)));
  body_ += "/>\n";
}

void Svg::line(std::string_view style, Point from, Point to) {
  append(body_, "<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", style, coordinate(from.x),
         coordinate(from.y), coordinate(to.x), coordinate(to.y));
}

void Svg::path(std::string_view style, const std::vector<Point>& points) {
  if (points.empty()) return;
  append(body_, "<path class=\"{}\" d=\"", style);
  std::string_view command = "M";
  for (const Point& point : points) {
    append(body_, "{}{} {}", command, coordinate(point.x), coordinate(point.y));
    command = "L";
  }
  body_ += "\"/>\n";
}

void Svg::circle(std::string_view style, Point center, double radius) {
  append(body_, "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n", style, coordinate(center.x),
         coordinate(center.y), coordinate(radius));
}

void Svg::text(std::string_view style, Point at, std::string_view text, Anchor anchor) {
  if (text.empty()) return;
  append(body_, "<text class=\"{}\" x=\"{}\" y=\"{}\"{}>{}</text>\n", style, coordinate(at.x),
         base_line(at.y), anchor_attribute(anchor), xml_text(text));
}

void Svg::text(Point at, const std::vector<Run>& runs) {
  if (std::all_of(runs.begin(), runs.end(), [](const Run& run) { return run.text.empty(); })) return;
  append(body_, "<text x=\"{}\" y=\"{}\">", coordinate(at.x), base_line(at.y));
  std::string gap;
  for (const Run& run : runs) {
    if (run.text.empty()) continue;
    append(body_, "<tspan class=\"{}\"{}>{}</tspan>", run.style, gap, xml_text(run.text));
    gap = fmt::format(" dx=\"{}\"", run_gap);
  }
  body_ += "</text>\n";
}

std::string Svg::framed(const Frame& frame) const {
  const std::string width = coordinate(frame.width), height = coordinate(frame.height);
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" xml:space=\"preserve\" "
      "width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n"
      "<title>{2}</title>\n<desc>{3}</desc>\n<style>\n{4}</style>\n"
      "<rect class=\"paper\" width=\"{0}\" height=\"{1}\"/>\n{5}</svg>\n",
      width, height, xml_text(frame.title), xml_text(frame.description), frame.style, body_);
}

}  // namespace logits::io
