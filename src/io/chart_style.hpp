#pragma once

#include <cstddef>
#include <string>

namespace logits::io {

/// The style sheet of every chart: one for white paper, one for dark screens, the former again for print. It
/// says each class in full, with no variables, because viewers other than browsers know none.
std::string chart_style();

/// What a heat line has beside it: grounds heat0 to heat4, text on-heat, and the font "fixed".
std::string heat_style();

/// The class of the n-th line of a chart, counted from 0: a colour and a dash pattern that no other of the
/// first 35 has both of.
std::string line_style(std::size_t n);

/// The class of its colour alone.
std::string line_color(std::size_t n);

}  // namespace logits::io
