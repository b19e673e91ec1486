#include "logits/random.hpp"

namespace logits {
namespace {

constexpr std::uint32_t low(std::uint64_t x) {
  return static_cast<std::uint32_t>(x);
}
constexpr std::uint32_t high(std::uint64_t x) {
  return static_cast<std::uint32_t>(x >> 32);
}

/// Four words, not an array of them: then compilers work on several counters at once where the CPU can.
struct Words {
  std::uint32_t w0, w1, w2, w3;
};

[[gnu::always_inline]] inline Words mixed(Words x, std::uint32_t key0, std::uint32_t key1) {
#pragma GCC unroll 10
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * x.w0;
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * x.w2;
    x = {high(b) ^ x.w1 ^ key0, low(b), high(a) ^ x.w3 ^ key1, low(a)};
    key0 += 0x9E3779B9;
    key1 += 0xBB67AE85;
  }
  return x;
}

[[gnu::always_inline]] inline double uniform(const Random& random, Stream stream, std::uint64_t index) {
  const Words x = mixed({low(index), high(index), random.row, static_cast<std::uint32_t>(stream)},
                        low(random.seed), high(random.seed));
  const std::uint64_t bits = (std::uint64_t{x.w1} << 32 | x.w0) >> 11;
  return static_cast<double>(static_cast<std::int64_t>(bits)) *
         0x1p-53;  // CPUs convert signed numbers faster
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter,
                                           std::array<std::uint32_t, 2> key) {
  const Words x = mixed({counter[0], counter[1], counter[2], counter[3]}, key[0], key[1]);
  return {x.w0, x.w1, x.w2, x.w3};
}

double Random::operator()(Stream stream, std::uint64_t index) const {
  return uniform(*this, stream, index);
}

void Random::fill(Stream stream, std::uint64_t first, std::span<double> numbers) const {
  const Random random = *this;  // which the numbers cannot alias
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = uniform(random, stream, first + i);
}

}  // namespace logits
