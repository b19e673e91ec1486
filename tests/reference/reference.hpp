#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

/// Expected values computed by other programs, and how far a result is from them.
namespace reference {

/// A file of tests/reference.
inline nlohmann::json read(const std::string& name) {
  return nlohmann::json::parse(std::ifstream(LOGITS_TESTS "/reference/" + name));
}

/// A number, or the string "-inf".
inline double number(const nlohmann::json& value) {
  return value.is_string() ? -std::numeric_limits<double>::infinity() : value.get<double>();
}

inline std::vector<double> numbers(const nlohmann::json& values) {
  std::vector<double> result;
  std::transform(values.begin(), values.end(), std::back_inserter(result), number);
  return result;
}

/// How many doubles lie between two, counting the second: 0 for equal ones. Zeros of both signs are one.
inline double ulps(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<double>::infinity();
  const auto place = [](double x) {
    const auto bits = std::bit_cast<std::int64_t>(std::abs(x));
    return x < 0 ? -bits : bits;
  };
  // As unsigned numbers, whose difference cannot overflow.
  const auto [low, high] = std::minmax({place(a), place(b)});
  return static_cast<double>(static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low));
}

/// The largest distance seen so far, and where.
struct Worst {
  double distance = 0;
  std::string place = "nowhere";

  void see(double found, const std::string& where) {
    if (found > distance) *this = {found, where};
  }
};

}  // namespace reference
