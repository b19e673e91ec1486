#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace logits::io {

/// The shortest decimal that reads back as x. Never "-0"; infinities are "inf" and "-inf".
std::string shortest(double x);

/// A number for a person: `digits` decimals, scientific where those would hide it (a probability below half a
/// unit of the last one), and "0" and "1" only when it is exactly that.
std::string rounded(double x, int digits);

/// The same, but 0 and 1 with their decimals too: for numbers whose exactness means nothing.
std::string decimal(double x, int digits);

/// At most `digits` decimals, and none that are zeros at the end: 0.7 for 0.7000000000000002.
std::string trimmed(double x, int digits);

/// "4.055 to 1", or "1 to 4.055": odds are told from the likelier side, with `digits` - 1 decimals.
std::string odds_text(double odds, int digits);

/// A factor or odds: `digits` - 1 decimals, none above 10,000.
std::string factor_text(double factor, int digits);

/// Text as Markdown takes it: the signs that would be taken for formatting are escaped.
std::string markdown_text(std::string_view text);

/// "1 draw", "1,000 draws"
std::string counted(std::uint64_t count, std::string_view noun);

/// 50,237
std::string grouped(std::uint64_t count);

/// The text as a JSON string; bytes that are not UTF-8 become U+FFFD.
std::string json_string(std::string_view text, bool ascii = false);

/// An option's name as a JSON key: "top_k" for "top-k".
std::string json_key(std::string_view option);

/// A double as JSON: the infinities are the strings "inf" and "-inf".
std::string json_number(double x);

}  // namespace logits::io
