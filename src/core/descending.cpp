#include "src/core/descending.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <utility>

namespace logits {
namespace {

/// The first half of a key's bits, the smaller the larger the key: sign, exponent and 20 bits of its digits.
std::uint32_t rank_of(double key) {
  constexpr std::uint32_t sign = 0x8000'0000;
  const auto half = static_cast<std::uint32_t>(std::bit_cast<std::uint64_t>(key + 0.0) >> 32);  // no -0
  return (half & sign) != 0 ? half : ~half & ~sign;
}

/// A rank, and in the second half of the bits the position.
using Place = std::uint64_t;

/// Sorts by 11 of the bits, and keeps the order of equals.
void sort_by_digit(std::vector<Place>& places, std::vector<Place>& sorted, unsigned shift) {
  constexpr std::size_t digits = 2048;
  const auto digit_of = [shift](Place place) {
    return (place >> shift) % digits;
  };
  std::array<std::uint32_t, digits> next{};
  for (const Place place : places) ++next[digit_of(place)];
  std::uint32_t before = 0;
  for (std::uint32_t& each : next) before += std::exchange(each, before);
  for (const Place place : places) sorted[next[digit_of(place)]++] = place;
  std::swap(places, sorted);
}

}  // namespace

std::vector<std::uint32_t> descending(std::span<const double> keys) {
  std::vector<Place> places(keys.size()), sorted(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) places[i] = Place{rank_of(keys[i])} << 32 | i;
  for (const unsigned shift : {32U, 43U, 54U}) sort_by_digit(places, sorted, shift);

  std::vector<std::uint32_t> positions(keys.size());
  std::transform(places.begin(), places.end(), positions.begin(),
                 [](Place place) { return static_cast<std::uint32_t>(place); });
  // Few have the first half in common and not all.
  const auto is_before = [keys](std::uint32_t a, std::uint32_t b) {
    return keys[a] > keys[b];
  };
  for (std::size_t begin = 0, end = 0; begin < keys.size(); begin = end) {
    for (end = begin + 1; end < keys.size() && places[end] >> 32 == places[begin] >> 32;) ++end;
    const auto first = positions.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = positions.begin() + static_cast<std::ptrdiff_t>(end);
    if (!std::is_sorted(first, last, is_before)) std::stable_sort(first, last, is_before);
  }
  return positions;
}

}  // namespace logits
