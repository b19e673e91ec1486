#include "src/io/scan/scanner.hpp"

#include "src/io/json.hpp"
#include "src/io/text.hpp"

#include <array>
#include <limits>

namespace logits::io {
namespace {

constexpr std::size_t deepest_piece = 64;
static_assert(deepest_piece + 3 < deepest_json);  // in a record in an array in an object

/// What may stand in a string and is nothing but itself: of ASCII, or of all bytes.
enum class Bytes { ascii, any };

constexpr std::array<bool, 256> plain_bytes(Bytes which) {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < (which == Bytes::ascii ? 0x80 : 0x100); ++c)
    plain[c] = c != '"' && c != '\\';
  return plain;
}

constexpr auto is_plain_ascii = plain_bytes(Bytes::ascii);
constexpr auto is_plain_byte = plain_bytes(Bytes::any);

const char* end_of_run(const char* at, const char* end, const std::array<bool, 256>& plain) {
  while (at != end && plain[static_cast<unsigned char>(*at)]) ++at;
  return at;
}

void append_utf8(std::string& to, std::uint32_t code) {
  const auto continuation = [&](int shift) {
    to += static_cast<char>(0x80 | (code >> shift & 0x3F));
  };
  if (code < 0x80) {
    to += static_cast<char>(code);
  } else if (code < 0x800) {
    to += static_cast<char>(0xC0 | code >> 6);
    continuation(0);
  } else if (code < 0x10000) {
    to += static_cast<char>(0xE0 | code >> 12);
    continuation(6);
    continuation(0);
  } else {
    to += static_cast<char>(0xF0 | code >> 18);
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

}  // namespace

std::optional<double> Scanner::ban() {
  constexpr double banned = -std::numeric_limits<double>::infinity();
  if (sees('"')) {
    const auto word = string();
    if (word == "-inf" || word == "-Infinity") return banned;
    return std::nullopt;
  }
  if (take_word("-Infinity")) return banned;
  return std::nullopt;
}

bool Scanner::take_word(std::string_view word) {
  pass_blanks();
  if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(word)) return false;
  at_ += word.size();  // whoever looks for a comma or a bracket next refuses a longer word
  return true;
}

std::optional<std::uint64_t> Scanner::count() {
  pass_blanks();
  std::uint64_t value = 0;
  const auto [behind, failure] = std::from_chars(at_, end_, value);
  if (failure != std::errc() || (*at_ == '0' && behind - at_ > 1)) return std::nullopt;
  at_ = behind;
  return value;
}

std::optional<std::string> Scanner::string() {
  if (!take('"')) return std::nullopt;
  const char* const begin = at_;
  at_ = end_of_run(at_, end_, is_plain_ascii);
  if (at_ == end_) return std::nullopt;
  if (*at_ != '"') return odd_string(begin);
  return std::string(begin, at_++);
}

/// A string that has been read from `begin` up to something else than plain ASCII.
std::optional<std::string> Scanner::odd_string(const char* begin) {
  std::string result(begin, at_);
  while (at_ != end_) {
    const char* const run = at_;
    at_ = end_of_run(at_, end_, is_plain_ascii);
    const char* const not_ascii = at_;
    at_ = end_of_run(at_, end_, is_plain_byte);
    if (at_ != not_ascii && !is_utf8({not_ascii, at_})) break;
    result.append(run, at_);
    if (at_ == end_) break;
    const char c = *at_++;
    if (c == '"') return result;
    if (c != '\\' || !take_escape(result)) break;
  }
  return std::nullopt;
}

/// What a backslash begins.
bool Scanner::take_escape(std::string& to) {
  if (at_ == end_) return false;
  constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
  const char letter = *at_++;
  if (const std::size_t which = letters.find(letter); which != std::string_view::npos) {
    to += meanings[which];
    return true;
  }
  auto code = letter == 'u' ? four_hex_digits() : std::nullopt;
  if (!code || (*code >= 0xDC00 && *code <= 0xDFFF)) return false;
  if (*code >= 0xD800 && *code <= 0xDBFF) {
    if (end_ - at_ < 2 || at_[0] != '\\' || at_[1] != 'u') return false;
    at_ += 2;
    const auto low = four_hex_digits();
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return false;
    *code = 0x10000 + ((*code - 0xD800) << 10 | (*low - 0xDC00));
  }
  append_utf8(to, *code);
  return true;
}

std::optional<std::uint32_t> Scanner::four_hex_digits() {
  if (end_ - at_ < 4) return std::nullopt;
  std::uint32_t code = 0;
  const auto [behind, failure] = std::from_chars(at_, at_ + 4, code, 16);
  if (failure != std::errc() || behind != at_ + 4) return std::nullopt;
  at_ = behind;
  return code;
}

std::optional<std::string_view> Scanner::value() {
  pass_blanks();
  const char* const begin = at_;
  std::size_t depth = 0;
  bool in_string = false;
  for (; at_ != end_; ++at_) {
    const char c = *at_;
    if (in_string) {
      if (c == '\\' && at_ + 1 != end_) ++at_;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth == deepest_piece) return std::nullopt;
    } else if (depth > 0) {
      if (c == ']' || c == '}') --depth;
    } else if (c == ',' || c == ']' || c == '}') {
      break;
    }
  }
  if (at_ == begin) return std::nullopt;
  return std::string_view(begin, static_cast<std::size_t>(at_ - begin));
}

}  // namespace logits::io
