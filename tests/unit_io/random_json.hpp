#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace logits::random_json {

/// Random choices that are the same on every machine: the standard fixes mt19937_64 but not the
/// distributions.
class Choices {
 public:
  explicit Choices(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  std::uint64_t bits() { return engine_(); }

  template <typename List>
  std::string one_of(const List& list) {
    return std::string(*(std::begin(list) + static_cast<std::ptrdiff_t>(below(std::size(list)))));
  }

 private:
  std::mt19937_64 engine_;
};

inline constexpr const char* blanks[] = {"", "", "", "", " ", "\n", "\t", "\r\n", "  "};
inline constexpr const char* characters[] = {
    "a",      "B", "7",  " ",          "[",       "\\\"",    "\\\\",           "\\/",
    "\\n",    "é", "日", "\U0001F600", "\\u0041", "\\u0000", "\\ud83d\\ude00", "\x7f",
    "\u2028", ",", ":",  "NaN",        "-",       "{",       "\\uFEFF",        "\\b"};

inline std::string number(Choices& choose) {
  switch (choose.below(5)) {
    case 0:
      return std::to_string(static_cast<std::int64_t>(choose.bits()));
    case 1:
      return std::to_string(choose.bits());
    case 2: {
      const double x = std::bit_cast<double>(choose.bits());
      return std::isfinite(x) ? fmt::format("{}", x) : "-0.0";
    }
    case 3: {  // more digits than a double has
      std::string digits = "0.";
      for (std::size_t i = 0; i < 30; ++i) digits += static_cast<char>('0' + choose.below(10));
      return digits + fmt::format("e{}", static_cast<int>(choose.below(638)) - 330);
    }
    default:
      return choose.one_of(std::vector{"0", "-0", "1", "-1.50", "1e5", "1E-400", "0.1", "2e+3", "1e-320"});
  }
}

inline std::string text(Choices& choose) {
  std::string result = "\"";
  for (std::size_t i = choose.below(6); i > 0; --i) result += choose.one_of(characters);
  return result + '"';
}

/// One to three bytes changed, left out, put in, or moved. Never a NUL: nlohmann takes it for the end of the
/// text.
inline std::string damaged(std::string json, Choices& choose) {
  static constexpr std::string_view bytes =
      "[]{},:\"\\0123456789.eE+-tfnu \n\r\x01\x1f\x7f\x80\xbf\xc3\xe2\xed\xf0\xff/a";
  for (std::size_t i = 1 + choose.below(3); i > 0 && !json.empty(); --i) {
    const std::size_t at = choose.below(json.size());
    const char byte = bytes[choose.below(bytes.size())];
    switch (choose.below(5)) {
      case 0:
        json[at] = byte;
        break;
      case 1:
        json.erase(at, 1);
        break;
      case 2:
        json.insert(at, 1, byte);
        break;
      case 3:
        std::swap(json[at], json[choose.below(json.size())]);
        break;
      default:
        json.resize(at);
    }
  }
  return json;
}

}  // namespace logits::random_json
