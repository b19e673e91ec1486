#include "src/core/scan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace logits {
namespace {

double sum_in_lanes(std::span<const double> numbers) {
  constexpr std::size_t lanes = 16;
  std::array<double, lanes> sums{};
  std::size_t first = 0;
  for (; first + lanes <= numbers.size(); first += lanes) {
    for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += numbers[first + lane];
  }
  double sum = 0;
  for (; first < numbers.size(); ++first) sum += numbers[first];
  for (const double each : sums) sum += each;
  return sum;
}

/// The same by sums in another order, several times as fast, or nothing where that order could matter. Adding
/// n numbers that are not negative is wrong by at most about n 2^-53 of their sum, whatever the order (and
/// not at all where that is denormal). Two such errors on either side of the comparison make half the margin.
std::optional<std::size_t> quick_scan(std::span<const double> numbers, double u) {
  constexpr std::size_t most_blocks = 256;
  constexpr std::size_t least_size = 256;
  const std::size_t size = std::max(least_size, numbers.size() / most_blocks + 1);
  std::array<double, most_blocks> sums;
  std::size_t blocks = 0;
  double total = 0;
  for (std::size_t first = 0; first < numbers.size(); first += size) {
    sums[blocks] = sum_in_lanes(numbers.subspan(first, std::min(size, numbers.size() - first)));
    total += sums[blocks++];
  }
  const double target = u * total;
  const double margin = total * static_cast<double>(numbers.size() + 4) * 0x1p-50;

  double sum = 0;
  std::size_t block = 0;
  while (block + 1 < blocks && sum + sums[block] <= target) sum += sums[block++];
  for (std::size_t i = block * size; i < std::min((block + 1) * size, numbers.size()); ++i) {
    const double before = sum;
    sum += numbers[i];
    if (sum <= target) continue;
    const bool is_certain = sum - target > margin && (i == 0 || target - before > margin);
    return is_certain ? std::optional(i) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

double scan_target(double total, double u) {
  return std::min(u * total, std::nextafter(total, 0.0));
}

std::size_t scan(std::span<const double> numbers, double u) {
  constexpr std::size_t many = 1024;
  const auto quick = numbers.size() < many ? std::nullopt : quick_scan(numbers, u);
  if (quick) return *quick;

  double total = 0;
  for (const double number : numbers) total += number;
  const double target = scan_target(total, u);
  std::size_t place = 0;
  for (double sum = numbers[0]; sum <= target; sum += numbers[place]) ++place;
  return place;
}

}  // namespace logits
