#include "src/io/vocabulary/spelling.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <optional>

namespace logits::io {
namespace {

constexpr std::string_view metaspace = "\xE2\x96\x81";  // U+2581, lower one eighth block
constexpr unsigned codes = 0x144;                       // the characters of the byte-level alphabet are below

/// The byte of each character of the byte-level alphabet, and -1 for other characters: printable Latin-1
/// stands for itself, and for the other bytes in turn stand the characters from U+0100 on.
constexpr std::array<int, codes> byte_of_code = [] {
  std::array<int, codes> bytes{};
  for (int& byte : bytes) byte = -1;
  std::size_t beyond = 0x100;
  for (int byte = 0; byte < 256; ++byte) {
    const bool printable = (byte > 0x20 && byte < 0x7F) || (byte > 0xA0 && byte != 0xAD);
    bytes[printable ? static_cast<std::size_t>(byte) : beyond++] = byte;
  }
  return bytes;
}();

std::optional<std::string> from_byte_level(std::string_view piece) {
  std::string bytes;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    unsigned code = static_cast<unsigned char>(piece[i]);
    if (code >= 0x80) {
      // The alphabet has no character of more than two bytes.
      const unsigned next = i + 1 < piece.size() ? static_cast<unsigned char>(piece[i + 1]) : 0;
      if (code < 0xC2 || code > 0xDF || (next & 0xC0) != 0x80) return std::nullopt;
      code = (code & 0x1F) << 6 | (next & 0x3F);
      ++i;
    }
    if (code >= codes || byte_of_code[code] < 0) return std::nullopt;
    bytes += static_cast<char>(byte_of_code[code]);
  }
  return bytes;
}

/// The byte that "<0x0A>" stands for.
std::optional<unsigned char> from_byte_token(std::string_view piece) {
  if (piece.size() != 6 || !piece.starts_with("<0x") || piece[5] != '>') return std::nullopt;
  constexpr std::string_view digits = "0123456789ABCDEF";
  const std::size_t high = digits.find(piece[3]), low = digits.find(piece[4]);
  if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned char>(16 * high + low);
}

std::string from_metaspace(std::string_view piece) {
  std::string text;
  while (true) {
    const std::size_t at = piece.find(metaspace);
    text += piece.substr(0, at);
    if (at == std::string_view::npos) return text;
    text += ' ';
    piece.remove_prefix(at + metaspace.size());
  }
}

bool is_byte_level(const std::vector<std::string>& pieces) {
  std::bitset<256> seen;
  for (const std::string& piece : pieces) {
    const auto bytes = from_byte_level(piece);
    if (!bytes) return false;
    if (bytes->size() == 1) seen.set(static_cast<unsigned char>(bytes->front()));
  }
  return seen.all();
}

bool is_sentencepiece(const std::vector<std::string>& pieces) {
  std::bitset<256> seen;
  bool has_blank = false;
  for (const std::string& piece : pieces) {
    if (piece.find(' ') != std::string::npos) return false;
    if (const auto byte = from_byte_token(piece)) seen.set(*byte);
    has_blank = has_blank || piece == metaspace;
  }
  return has_blank && seen.all();
}

}  // namespace

std::string decoded(std::string_view piece, Spelling spelling) {
  switch (spelling) {
    case Spelling::plain:
      break;
    case Spelling::byte_level:
      return from_byte_level(piece).value_or(std::string(piece));
    case Spelling::metaspace:
      return from_metaspace(piece);
    case Spelling::sentencepiece:
      if (const auto byte = from_byte_token(piece)) return {static_cast<char>(*byte)};
      return from_metaspace(piece);
  }
  return std::string(piece);
}

Spelling spelling_of(const std::vector<std::string>& pieces) {
  if (is_byte_level(pieces)) return Spelling::byte_level;
  return is_sentencepiece(pieces) ? Spelling::sentencepiece : Spelling::plain;
}

}  // namespace logits::io
