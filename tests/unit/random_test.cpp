#include "logits/random.hpp"

#include "tests/catch.hpp"
#include "tests/reference/chi_square.hpp"

#include <array>
#include <limits>
#include <set>
#include <vector>

using logits::Random;
using logits::Stream;
using Counter = std::array<std::uint32_t, 4>;

// The published known answers: Random123 1.14, tests/kat_vectors.

TEST_CASE("philox gives the published answer for zeros") {
  CHECK(logits::philox4x32_10({0, 0, 0, 0}, {0, 0}) ==
        Counter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
}

TEST_CASE("philox gives the published answer for all bits set") {
  const std::uint32_t f = 0xffffffff;
  CHECK(logits::philox4x32_10({f, f, f, f}, {f, f}) ==
        Counter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
}

TEST_CASE("philox gives the published answer for the digits of pi") {
  CHECK(logits::philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Counter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a uniform number is the top 53 bits of the second word and the first") {
  // Worked out from the known answer for zeros: 0xe169c58d6627e8d5 >> 11, times 2^-53.
  CHECK(Random{.seed = 0, .row = 0}(Stream::draw, 0) == 0x1.c2d38b1acc4fdp-1);
}

TEST_CASE("seed, row, stream and index each have their own place in the key and the counter") {
  // Worked out by make_golden_draws.py.
  const Random random{.seed = 0x299f31d0a4093822, .row = 0x13198a2e};
  CHECK(random(Stream::order, 0x85a308d3243f6a88) == 0x1.8ba8f4b2f448ep-2);
}

TEST_CASE("seeds at the edges of the words give different streams") {
  constexpr std::uint64_t max = std::numeric_limits<std::uint64_t>::max();
  std::set<double> firsts;
  for (const std::uint64_t seed :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 32, max >> 1, max / 2 + 1, max}) {
    firsts.insert(Random{.seed = seed}(Stream::draw, 0));
  }
  CHECK(firsts.size() == 6);
}

TEST_CASE("a random number is at least 0 and below 1") {
  const Random random{.seed = 5};
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    const double u = random(Stream::draw, i);
    REQUIRE((u >= 0 && u < 1));
  }
}

TEST_CASE("many random numbers at once are those that one after the other gives") {
  constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
  const Random random{.seed = 0x299f31d0a4093822, .row = 0x13198a2e};
  for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{0xffffffe0}, last - 31, last}) {
    for (std::size_t count = 0; count <= 70; ++count) {
      INFO(count << " from " << first);
      std::vector<double> numbers(count);
      random.fill(Stream::order, first, numbers);
      for (std::uint64_t i = 0; i < count; ++i) REQUIRE(numbers[i] == random(Stream::order, first + i));
    }
  }
}

namespace {

/// Counts 100,000 random numbers in 1,000 equal bins.
template <typename Draw>
double evenness(Draw draw) {
  std::vector<double> counts(1000);
  for (std::uint64_t i = 0; i < 100'000; ++i) ++counts[static_cast<std::size_t>(draw(i) * 1000)];
  return reference::chi_square(counts, std::vector<double>(1000, 100));
}

// Chi-square with 999 degrees of freedom exceeds this once in a million times (mpmath).
constexpr double too_uneven = 1226.0;

}  // namespace

TEST_CASE("the numbers of one seed are uniform") {
  CHECK(evenness([](std::uint64_t i) { return Random{.seed = 9}(Stream::draw, i); }) < too_uneven);
}

TEST_CASE("the first numbers of consecutive seeds are uniform") {
  CHECK(evenness([](std::uint64_t i) { return Random{.seed = i}(Stream::draw, 0); }) < too_uneven);
}

TEST_CASE("the first numbers of consecutive rows are uniform") {
  CHECK(evenness([](std::uint64_t i) {
          return Random{.seed = 9, .row = static_cast<std::uint32_t>(i)}(Stream::draw, 0);
        }) < too_uneven);
}
