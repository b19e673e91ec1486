#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logits::io {

bool is_blank(char c);  ///< an ASCII space or TAB
bool is_utf8(std::string_view bytes);

/// Whether text stands for itself in every format: not empty, printable ASCII without quote, backslash and
/// comma.
bool is_bare(std::string_view text);

/// How many bytes stand before the first that is not UTF-8; all of them if there is none.
std::size_t valid_utf8_prefix(std::string_view bytes);

/// Whether there are characters that command a terminal or vanish when a file is read: controls other than
/// TAB, LF and CR, and byte order marks.
bool has_controls(std::string_view text);

/// A token as a person reads it: bare when every character is printable and none at either end is blank, else
/// as a JSON string. Control, bidi and zero-width characters are always escaped; a byte that is not UTF-8 as
/// \xe8.
std::string shown(std::string_view token);

/// The same escapes without quotes, cut in the middle of nothing but at `most` characters: for quoting input
/// in errors.
std::string escaped(std::string_view text, std::size_t most = 120);

/// 'text', escaped: how errors quote what the user typed.
std::string in_quotes(std::string_view text);

/// The columns that a terminal needs for shown text: two for wide characters, none for combining ones.
std::size_t columns(std::string_view text);

/// Shown text, cut to at most `most` columns, the last one being "…" (or "..." for ASCII) where something was
/// cut.
std::string cut(std::string_view text, std::size_t most, bool ascii);

/// How many characters (code points; a broken byte counts as one) stand in `bytes`.
std::size_t characters(std::string_view bytes);

}  // namespace logits::io
