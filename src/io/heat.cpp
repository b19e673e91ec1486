#include "src/io/heat.hpp"

#include "src/io/format.hpp"
#include "src/io/text.hpp"
#include "src/io/write_certainty.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::size_t line_width = 78, widest_token = 40;

/// Black on ever hotter grounds, of the 256 colors that terminals know; level 0 is plain.
constexpr std::array<std::string_view, 5> grounds = {"", "230", "222", "215", "209"};

std::string colored(std::string_view text, std::optional<std::size_t> level) {
  if (!level) return fmt::format("\x1b[2m{}\x1b[0m", text);
  if (*level == 0) return std::string(text);
  return fmt::format("\x1b[38;5;16;48;5;{}m{}\x1b[0m", grounds[*level], text);
}

/// A block for each column of a token, the higher the likelier.
std::string mark(const HeatPiece& piece, bool ascii) {
  static constexpr std::array<std::string_view, 8> blocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string sign = "?";
  if (piece.token->p) {
    const double p = std::min(1.0, *piece.token->p);
    sign = ascii ? std::to_string(std::min(9, static_cast<int>(p * 10)))
                 : std::string(blocks[std::min<std::size_t>(7, static_cast<std::size_t>(p * 8))]);
  }
  std::string signs;
  for (std::size_t i = 0; i < columns(piece.text); ++i) signs += sign;
  return signs;
}

void print_passage(Output& out, const Passage& passage, const Looks& looks) {
  for (const auto& line : heat_lines(passage, line_width, looks.ascii)) {
    std::string text, marks;
    for (const HeatPiece& piece : line) {
      text += looks.color ? colored(piece.text, heat_level(*piece.token)) : piece.text;
      marks += mark(piece, looks.ascii);
    }
    out.print("{}\n", text);
    if (!looks.color) out.print("{}\n", marks);
  }
}

std::string key(const Looks& looks) {
  if (!looks.color) {
    return looks.ascii ? "the digit under a token is its p: 9 from 0.9 up, 0 below 0.1"
                       : "the higher the block under a token, the likelier it was: █ from p = 0.875 up, ▁ "
                         "below 0.125";
  }
  std::string text = "p";
  for (std::size_t level = 0; level < grounds.size(); ++level)
    text += " " + colored(" " + heat_limit_text(level) + " ", level);
  return text;
}

}  // namespace

std::optional<std::size_t> heat_level(const ChosenToken& token) {
  if (!token.p) return std::nullopt;
  return static_cast<std::size_t>(std::count_if(heat_limits.begin(), heat_limits.end(),
                                                [p = *token.p](double limit) { return p < limit; }));
}

std::string heat_limit_text(std::size_t level) {
  return level < heat_limits.size() ? "from " + shortest(heat_limits[level])
                                    : "below " + shortest(heat_limits.back());
}

std::vector<std::vector<HeatPiece>> heat_lines(const Passage& passage, std::size_t most, bool ascii) {
  std::vector<std::vector<HeatPiece>> lines(1);
  std::size_t width = 0;
  for (const ChosenToken& token : passage.tokens) {
    const std::string& label = token.position.chosen;
    HeatPiece piece{&token, cut(escaped(label, label.size()), std::min(most, widest_token), ascii)};
    if (piece.text.empty()) piece.text = ascii ? "\"\"" : "∅";
    const std::size_t needed = columns(piece.text);
    if (width > 0 && width + needed > most) {
      lines.emplace_back();
      width = 0;
    }
    width += needed;
    lines.back().push_back(std::move(piece));
    if (label.ends_with('\n')) {
      lines.emplace_back();
      width = 0;
    }
  }
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

void print_heat(Output& out, const Responses& responses, const Looks& looks) {
  for (const Passage& passage : responses.passages()) {
    const std::string title = responses.title_of(passage);
    if (!title.empty()) out.print("{}\n", title);
    print_passage(out, passage, looks);
    out.write("\n");
  }
  out.print("{}\n\n", key(looks));
  print_certainty(out, responses, looks);
}

}  // namespace logits::io
