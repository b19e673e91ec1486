#include "src/io/chart_parts.hpp"
#include "src/io/chart_style.hpp"
#include "src/io/format.hpp"
#include "src/io/heat.hpp"
#include "src/io/position.hpp"
#include "src/io/svg.hpp"
#include "src/io/text.hpp"
#include "src/io/write_certainty.hpp"

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr double column_width = 8.4, line_height = 26,
                 ground_height = 22;  // of the 14-pixel fixed-width font
constexpr std::size_t line_columns = 78;

std::string ground(std::optional<std::size_t> level) {
  return level ? fmt::format("heat{}", *level) : "heat0";
}

double draw_key(Svg& picture, double y) {
  double x = margin;
  picture.text("muted small", {x, y}, "p");
  x += 18;
  for (std::size_t level = 0; level <= heat_limits.size(); ++level) {
    const std::string text = heat_limit_text(level);
    const double width = width_of(text, 12) + 12;
    picture.rectangle(ground(level), {x, y - 9}, width, 18, 3);
    picture.text("on-heat small", {x + 6, y}, text);
    x += width + 6;
  }
  return y + 28;
}

double draw_passage(Svg& picture, const Passage& passage, double y) {
  for (const auto& line : heat_lines(passage, line_columns, false)) {
    double x = margin;
    for (const HeatPiece& piece : line) {
      const double width = column_width * static_cast<double>(columns(piece.text));
      const auto level = heat_level(*piece.token);
      picture.rectangle(ground(level), {x, y - ground_height / 2}, width, ground_height, 2);
      picture.text(level ? "on-heat fixed" : "muted fixed", {x, y}, piece.text);
      x += width;
    }
    y += line_height;
  }
  return y + 10;
}

std::string said(const Responses& responses) {
  std::string text;
  for (const Passage& passage : responses.passages()) {
    for (const ChosenToken& token : passage.tokens) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", label(token.position.chosen, 60),
                          token.p ? number(*token.p) : "not told");
    }
  }
  return text;
}

}  // namespace

std::string heat_svg(const Responses& responses, std::string_view title) {
  Svg picture;
  const std::string heading = title.empty() ? "How likely each token was" : std::string(title);
  double y = draw_heading(picture, heading, "");
  y = draw_key(picture, y + 6);
  for (const Passage& passage : responses.passages()) {
    const Certainty certainty = certainty_of(passage);
    const std::string name = responses.title_of(passage);
    y = draw_passage(picture, passage, y + 8);
    if (certainty.tokens == 0) continue;
    picture.text("muted", {margin, y}, (name.empty() ? "" : name + ": ") + words_of(certainty, 4));
    y += line_height;
  }
  return finished(picture, heading, "", said(responses), y + margin / 2, heat_style());
}

}  // namespace logits::io
