#include "src/io/number_type.hpp"

#include "tests/catch.hpp"
#include "tests/reference/fnv1a.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

using logits::io::NumberType;
using logits::io::read_numbers;
using Kind = logits::io::NumberType::Kind;

using namespace std::string_literals;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using Numbers = std::vector<double>;

Numbers read(NumberType type, std::string_view bytes) {
  Numbers numbers(bytes.size() / type.size());
  static_cast<void>(read_numbers(type, bytes, numbers));
  return numbers;
}

/// Of all that 16 bits can hold, in their order; every NaN counts as the same.
std::uint64_t hash_of_all(Kind kind) {
  std::string bytes;
  for (unsigned bits = 0; bits < 65536; ++bits) {
    bytes += static_cast<char>(bits & 0xFF);
    bytes += static_cast<char>(bits >> 8);
  }
  reference::Fnv1a hash;
  for (const double x : read({kind}, bytes))
    hash.add(std::isnan(x) ? std::uint64_t{0x7FF8000000000000} : std::bit_cast<std::uint64_t>(x));
  return hash.hash;
}

bool usable(double x) {
  Numbers back(1);
  return read_numbers({Kind::f64}, {reinterpret_cast<const char*>(&x), sizeof x}, back);
}

}  // namespace

// The hashes are those of tests/reference/make_npy_vectors.py, which asks NumPy.
TEST_CASE("all 65,536 float16 and all bfloat16 are the doubles that NumPy makes of them") {
  CHECK(hash_of_all(Kind::f16) == 0xfe87bb782adb2fc5);
  CHECK(hash_of_all(Kind::bf16) == 0x5e93c8468f9404d5);
}

TEST_CASE("a float16 has 5 bits of exponent and 10 of fraction") {
  CHECK(read({Kind::f16}, "\x00\x3C\x00\xC0\xFF\x7B\x01\x00\x00\xFC"s) ==
        Numbers{1, -2, 65504, 0x1p-24, -infinity});
}

TEST_CASE("a bfloat16 is the upper half of a float32") {
  CHECK(read({Kind::bf16}, "\x80\x3F\x20\xC0\x49\x40"s) == Numbers{1, -2.5, 3.140625});
}

TEST_CASE("the high byte may come first") {
  CHECK(read({Kind::f32, true}, "\x3F\x80\x00\x00\xC0\x20\x00\x00"s) == Numbers{1, -2.5});
  CHECK(read({Kind::f32}, "\x00\x00\x80\x3F\x00\x00\x20\xC0"s) == Numbers{1, -2.5});
  CHECK(read({Kind::i16, true}, "\x01\x02\xFF\xFE"s) == Numbers{258, -2});
  CHECK(read({Kind::u16}, "\x01\x02\xFF\xFE"s) == Numbers{513, 65279});
}

TEST_CASE("integers beyond 2^53 are rounded to the nearest double, to even in the middle") {
  CHECK(read({Kind::u64}, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s) == Numbers{0x1p64});
  CHECK(read({Kind::i64}, "\x01\0\0\0\0\0\x20\0\x03\0\0\0\0\0\x20\0"s) == Numbers{0x1p53, 0x1p53 + 4});
  CHECK(read({Kind::i64}, "\0\0\0\0\0\0\0\x80"s) == Numbers{-0x1p63});
}

TEST_CASE("numbers may stand at any address") {
  const std::string bytes = "x\0\0\0\0\0\0\xF0\x3F"s;
  CHECK(read({Kind::f64}, std::string_view(bytes).substr(1)) == Numbers{1});
}

TEST_CASE("NaN and plus infinity are no logits, minus infinity and the largest double are") {
  CHECK(usable(-infinity));
  CHECK(usable(std::numeric_limits<double>::max()));
  CHECK(usable(std::numeric_limits<double>::lowest()));
  CHECK_FALSE(usable(infinity));
  CHECK_FALSE(usable(std::numeric_limits<double>::quiet_NaN()));
  CHECK_FALSE(usable(-std::numeric_limits<double>::quiet_NaN()));
}
