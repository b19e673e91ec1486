#pragma once

#include "src/io/output.hpp"
#include "src/io/response.hpp"
#include "src/io/write_table.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// The less likely a chosen token was, the hotter it is: level 0 from p = 0.9 up, then from these down, 4
/// below the last. A token whose p is not told has none.
inline constexpr std::array<double, 4> heat_limits = {0.9, 0.5, 0.2, 0.05};
std::optional<std::size_t> heat_level(const ChosenToken&);

/// A token's text as a heat line shows it, escaped and cut, on one line.
struct HeatPiece {
  const ChosenToken* token;
  std::string text;
};

/// The tokens in lines of at most so many columns; a line ends behind a token that ends in a line feed, too.
std::vector<std::vector<HeatPiece>> heat_lines(const Passage&, std::size_t columns, bool ascii);

/// "p" and what each level means.
std::string heat_limit_text(std::size_t level);

/// The text of each passage: in color, or with blocks beneath that are the higher the likelier each token was
/// (digits from 0 to 9 in ASCII, "?" where p is not told). Then what print_certainty says.
void print_heat(Output&, const Responses&, const Looks&);

/// The same as an SVG picture.
std::string heat_svg(const Responses&, std::string_view title);

/// The same as an HTML page that needs no network; a token tells its alternatives when it is pointed at or
/// focused.
std::string heat_page(const Responses&);

}  // namespace logits::io
