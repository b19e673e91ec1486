#include "logits/error.hpp"
#include "src/io/format.hpp"
#include "src/io/vocabulary/readers.hpp"

#include <fmt/format.h>

namespace logits::io {
namespace {

/// A token may be a carriage return, so one before a line feed belongs to the end of the line only where all
/// lines end so.
bool ends_with_carriage_returns(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (at == 0 || text[at - 1] != '\r') return false;
  }
  return true;
}

}  // namespace

Pieces read_token_lines(std::string_view text) {
  const std::string_view end = ends_with_carriage_returns(text) ? "\r\n" : "\n";
  Pieces pieces;
  while (!text.empty() && pieces.texts.size() <= most_pieces) {  // more are refused whoever has them
    const std::size_t at = text.find(end);
    pieces.texts.emplace_back(text.substr(0, at));
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
  }
  return pieces;
}

}  // namespace logits::io
