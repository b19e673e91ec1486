#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace logits {

/// Philox4x32-10: a bijection of a 128-bit counter under a 64-bit key, as good as random numbers.
/// Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter,
                                           std::array<std::uint32_t, 2> key);

/// What a random number is for. Numbers of different streams are independent.
enum class Stream : std::uint32_t { draw = 0, coin = 1, order = 2 };

/// Random numbers without state: number `index` of a row and stream is a pure function of the seed.
struct Random {
  /// The scheme's name. It only ever changes together with the numbers.
  static constexpr std::string_view scheme = "philox4x32-10/1";

  std::uint64_t seed = 0;
  std::uint32_t row = 0;

  /// Uniform in [0, 1), a multiple of 2^-53.
  double operator()(Stream stream, std::uint64_t index) const;

  /// The numbers of the indices `first`, `first` + 1 and so on.
  void fill(Stream stream, std::uint64_t first, std::span<double> numbers) const;
};

}  // namespace logits
