#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace logits::io {

std::string shortest(double x) {
  return fmt::format("{}", x + 0.0);
}  // -0.0 + 0.0 is 0.0

std::string rounded(double x, int digits) {
  if (!std::isfinite(x) || x == 0 || x == 1) return shortest(x);
  std::string text = fmt::format("{:.{}f}", x, digits);
  const bool misleads =
      std::fabs(x) < 0.5 * std::pow(10, -digits) || text == "1" || text == "0" || text == "-0";
  if (misleads || std::fabs(x) >= 1e15) return fmt::format("{:.{}e}", x, std::max(0, digits - 2));
  return text;
}

std::string decimal(double x, int digits) {
  return x == 0 || x == 1 ? fmt::format("{:.{}f}", x + 0.0, digits) : rounded(x, digits);
}

std::string trimmed(double x, int digits) {
  std::string text = rounded(x, digits);
  if (text.find('.') == std::string::npos || text.find('e') != std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string factor_text(double factor, int digits) {
  if (!std::isfinite(factor)) return "more than 1e307";
  return factor >= 1e4 && factor < 1e15 ? grouped(static_cast<std::uint64_t>(std::llround(factor)))
                                        : rounded(factor, std::max(0, digits - 1));
}

std::string odds_text(double odds, int digits) {
  return odds < 1 ? "1 to " + factor_text(1 / odds, digits) : factor_text(odds, digits) + " to 1";
}

std::string markdown_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>|#~&$").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s");
}

std::string grouped(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (std::ptrdiff_t at = std::ssize(text) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string json_string(std::string_view text, bool ascii) {
  return nlohmann::json(text).dump(-1, ' ', ascii, nlohmann::json::error_handler_t::replace);
}

std::string json_key(std::string_view option) {
  std::string key(option);
  std::replace(key.begin(), key.end(), '-', '_');
  return key;
}

std::string json_number(double x) {
  return std::isinf(x) ? '"' + shortest(x) + '"' : shortest(x);
}

}  // namespace logits::io
