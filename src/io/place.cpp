#include "src/io/place.hpp"

#include "src/io/line_count.hpp"
#include "src/io/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::size_t widest = 72;  // columns of input that an error shows
constexpr std::size_t context = 32;

/// Where the character begins that the byte at `at` belongs to.
std::size_t character_start(std::string_view text, std::size_t at) {
  const auto continues = [text](std::size_t i) {
    return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
  };
  std::size_t begin = at;
  while (begin > 0 && at - begin < 3 && continues(begin)) --begin;
  return valid_utf8_prefix(text.substr(begin, 4)) > at - begin ? begin : at;
}

}  // namespace

std::string Text::point(std::size_t offset, std::size_t length, std::string_view note) const {
  offset = std::min(offset, text.size());
  if (offset < text.size()) offset = character_start(text, offset);
  const std::string_view above = text.substr(0, offset);
  const std::uint64_t lines_above = line_ends(above);
  const std::size_t begin = lines_above == 0 ? 0 : above.rfind('\n') + 1;
  std::size_t end = std::min(text.find('\n', offset), text.size());
  if (end > offset && text[end - 1] == '\r') --end;
  const std::uint64_t line_number = first_line + lines_above;

  // Of a long line only the neighbourhood of the place is shown.
  std::size_t from = begin;
  std::string before;
  if (offset - begin > widest - context) {
    from = offset - context;
    while (from < offset && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
    before = "...";
  }
  before += escaped(text.substr(from, offset - from), widest);
  const std::string_view marked = text.substr(offset, std::min(length, end - offset));
  const std::string shown_marked = escaped(marked, widest);
  const std::string after =
      escaped(text.substr(offset + marked.size(), end - offset - marked.size()), widest / 2);

  const bool numbered = first_line > 0;
  const std::string number = numbered ? fmt::format("{} ", line_number) : "";
  const std::string where =
      numbered ? fmt::format(":{}:{}", line_number, characters(text.substr(begin, offset - begin)) + 1) : "";
  std::string result = fmt::format("  --> {}{}\n  {}| {}{}{}\n  {:{}}| {:{}}{}", escaped(name), where, number,
                                   before, shown_marked, after, "", number.size(), "", columns(before),
                                   std::string(std::max<std::size_t>(1, columns(shown_marked)), '^'));
  if (!note.empty()) result.append(1, ' ').append(note);
  return result;
}

std::string Text::line(std::size_t offset) const {
  return fmt::format("  --> {}:{}", escaped(name),
                     first_line + line_ends(text.substr(0, std::min(offset, text.size()))));
}

std::string hint(std::string_view text) {
  return text.empty() ? "" : fmt::format("  hint: {}", text);
}

}  // namespace logits::io
