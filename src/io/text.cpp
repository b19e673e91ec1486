#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr char32_t broken = 0xFFFFFFFF;  // a byte that begins no character

struct Character {
  char32_t code;
  std::size_t bytes;
};

/// The character at the start of text, which is not empty. Overlong forms, surrogates and cut sequences are
/// broken.
Character first_character(std::string_view text) {
  const auto byte = [text](std::size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const auto continues = [&](std::size_t i) {
    return i < text.size() && (byte(i) & 0xC0) == 0x80;
  };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead <= 0xDF && continues(1)) {
    return {static_cast<char32_t>((lead & 0x1F) << 6 | (byte(1) & 0x3F)), 2};
  }
  if ((lead & 0xF0) == 0xE0 && continues(1) && continues(2)) {
    const auto code = static_cast<char32_t>((lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
    if (code >= 0x800 && (code < 0xD800 || code > 0xDFFF)) return {code, 3};
  }
  if (lead >= 0xF0 && lead <= 0xF4 && continues(1) && continues(2) && continues(3)) {
    const auto code = static_cast<char32_t>((lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 |
                                            (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F));
    if (code >= 0x10000 && code <= 0x10FFFF) return {code, 4};
  }
  return {broken, 1};
}

/// How many bytes stand before the first that is not ASCII. By words: lines of megabytes are asked for.
std::size_t ascii_prefix(std::string_view text) {
  std::size_t count = 0;
  for (std::uint64_t word = 0; count + sizeof word <= text.size(); count += sizeof word) {
    std::memcpy(&word, text.data() + count, sizeof word);
    if ((word & 0x8080808080808080) != 0) break;
  }
  while (count < text.size() && static_cast<unsigned char>(text[count]) < 0x80) ++count;
  return count;
}

struct Span {
  char32_t first, last;
};

template <std::size_t n>
bool in_any(char32_t code, const std::array<Span, n>& spans) {
  return std::any_of(spans.begin(), spans.end(),
                     [code](Span s) { return s.first <= code && code <= s.last; });
}

/// What must not reach a person raw: controls, blanks that look like others, zero-width and bidi controls,
/// tags.
bool is_hidden(char32_t code) {
  static constexpr std::array<Span, 19> hidden{{{0x00, 0x1F},
                                                {0x7F, 0xA0},
                                                {0xAD, 0xAD},
                                                {0x34F, 0x34F},
                                                {0x61C, 0x61C},
                                                {0x115F, 0x1160},
                                                {0x1680, 0x1680},
                                                {0x17B4, 0x17B5},
                                                {0x180B, 0x180F},
                                                {0x2000, 0x200F},
                                                {0x2028, 0x202F},
                                                {0x205F, 0x206F},
                                                {0x3000, 0x3000},
                                                {0x3164, 0x3164},
                                                {0xE000, 0xF8FF},
                                                {0xFEFF, 0xFEFF},
                                                {0xFFA0, 0xFFA0},
                                                {0xFFF0, 0xFFFB},
                                                {0xE0000, 0x10FFFF}}};
  return in_any(code, hidden);
}

bool is_combining(char32_t code) {
  static constexpr std::array<Span, 8> combining{{{0x300, 0x36F},
                                                  {0x483, 0x489},
                                                  {0x591, 0x5BD},
                                                  {0x610, 0x61A},
                                                  {0x64B, 0x65F},
                                                  {0x1AB0, 0x1AFF},
                                                  {0x20D0, 0x20FF},
                                                  {0xFE00, 0xFE0F}}};
  return in_any(code, combining);
}

bool is_wide(char32_t code) {
  static constexpr std::array<Span, 9> wide{{{0x1100, 0x115F},
                                             {0x2E80, 0x303E},
                                             {0x3041, 0xA4CF},
                                             {0xAC00, 0xD7A3},
                                             {0xF900, 0xFAFF},
                                             {0xFE30, 0xFE6F},
                                             {0xFF00, 0xFF60},
                                             {0x1F300, 0x1FAFF},
                                             {0x20000, 0x3FFFD}}};
  return in_any(code, wide);
}

void append_escaped(std::string& to, std::string_view bytes, char32_t code) {
  const auto end = std::back_inserter(to);
  if (code == broken) {
    fmt::format_to(end, "\\x{:02x}", static_cast<unsigned char>(bytes[0]));
  } else if (code == '\n' || code == '\t' || code == '\r') {
    fmt::format_to(end, "\\{}", code == '\n' ? 'n' : code == '\t' ? 't' : 'r');
  } else if (code > 0xFFFF) {
    const auto above = static_cast<std::uint32_t>(code - 0x10000);
    fmt::format_to(end, "\\u{:04x}\\u{:04x}", 0xD800 + (above >> 10), 0xDC00 + (above & 0x3FF));
  } else if (is_hidden(code)) {
    fmt::format_to(end, "\\u{:04x}", static_cast<std::uint32_t>(code));
  } else {
    to += bytes;
  }
}

/// Calls visit(bytes, code) for each character until it returns false.
void for_each_character(std::string_view text, auto visit) {
  while (!text.empty()) {
    const auto [code, bytes] = first_character(text);
    if (!visit(text.substr(0, bytes), code)) return;
    text.remove_prefix(bytes);
  }
}

}  // namespace

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_utf8(std::string_view bytes) {
  return valid_utf8_prefix(bytes) == bytes.size();
}

bool is_bare(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != ',';
  });
}

std::size_t valid_utf8_prefix(std::string_view bytes) {
  std::size_t valid = 0;
  for_each_character(bytes, [&valid](std::string_view character, char32_t code) {
    if (code == broken) return false;
    valid += character.size();
    return true;
  });
  return valid;
}

bool has_controls(std::string_view text) {
  bool found = false;
  for_each_character(text, [&found](std::string_view, char32_t code) {
    const bool separates = code == '\t' || code == '\n' || code == '\r';
    found = (code < 0x20 && !separates) || (code >= 0x7F && code <= 0x9F) || code == 0xFEFF;
    return !found;
  });
  return found;
}

std::string shown(std::string_view token) {
  bool bare = !token.empty() && token.front() != ' ' && token.back() != ' ' && token.front() != '"';
  std::string text;
  for_each_character(token, [&](std::string_view bytes, char32_t code) {
    const bool hidden = code == broken || is_hidden(code);
    bare = bare && !hidden;
    if (hidden) {
      append_escaped(text, bytes, code);
    } else {
      if (code == '"' || code == '\\') text += '\\';
      text += bytes;
    }
    return true;
  });
  return bare ? std::string(token) : '"' + text + '"';
}

std::string escaped(std::string_view text, std::size_t most) {
  std::string result;
  std::size_t count = 0;
  for_each_character(text, [&](std::string_view bytes, char32_t code) {
    if (count++ == most) {
      result += "...";
      return false;
    }
    if (code == broken || is_hidden(code)) {
      append_escaped(result, bytes, code);
    } else {
      result += bytes;
    }
    return true;
  });
  return result;
}

std::string in_quotes(std::string_view text) {
  return "'" + escaped(text, 60) + "'";
}

namespace {

std::size_t columns(char32_t code) {
  return is_combining(code) ? 0 : is_wide(code) ? 2 : 1;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  for_each_character(text, [&sum](std::string_view, char32_t code) {
    sum += columns(code);
    return true;
  });
  return sum;
}

std::string cut(std::string_view text, std::size_t most, bool ascii) {
  const std::string_view dots = ascii ? "..." : "…";
  const std::size_t room = most - columns(dots);
  std::size_t width = 0, end_of_room = 0, at = 0, count = 0;
  bool fits = true;
  for_each_character(text, [&](std::string_view bytes, char32_t code) {
    width += columns(code);
    at += bytes.size();
    if (width <= room && count < 4 * room) end_of_room = at;
    return fits = width <= most && ++count <= 4 * most;  // combining marks have no width
  });
  return fits ? std::string(text) : std::string(text.substr(0, end_of_room)).append(dots);
}

std::size_t characters(std::string_view bytes) {
  std::size_t count = 0;
  while (!bytes.empty()) {
    const std::size_t ascii = ascii_prefix(bytes);
    count += ascii;
    bytes.remove_prefix(ascii);
    if (bytes.empty()) break;
    bytes.remove_prefix(first_character(bytes).bytes);
    ++count;
  }
  return count;
}

}  // namespace logits::io
