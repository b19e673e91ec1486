#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace reference {

/// The 64-bit FNV-1a hash of numbers, byte by byte, the lowest first, on every machine.
struct Fnv1a {
  std::uint64_t hash = 0xcbf29ce484222325;

  void add(std::unsigned_integral auto number) {
    for (std::size_t i = 0; i < sizeof number; ++i) {
      hash = (hash ^ (std::uint64_t{number} >> 8 * i & 0xff)) * 0x100000001b3;
    }
  }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
};

}  // namespace reference
