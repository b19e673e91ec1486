#include "logits/random.hpp"

namespace logits {
namespace {

constexpr std::uint32_t low(std::uint64_t x) {
  return static_cast<std::uint32_t>(x);
}
constexpr std::uint32_t high(std::uint64_t x) {
  return static_cast<std::uint32_t>(x >> 32);
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> x, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * x[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * x[2];
    x = {high(b) ^ x[1] ^ key[0], low(b), high(a) ^ x[3] ^ key[1], low(a)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return x;
}

double Random::operator()(Stream stream, std::uint64_t index) const {
  const auto word = philox4x32_10({low(index), high(index), row, static_cast<std::uint32_t>(stream)},
                                  {low(seed), high(seed)});
  const std::uint64_t bits = (std::uint64_t{word[1]} << 32 | word[0]) >> 11;
  return static_cast<double>(bits) * 0x1p-53;
}

}  // namespace logits
