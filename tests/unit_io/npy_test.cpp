#include "src/io/npy.hpp"

#include "tests/catch.hpp"
#include "tests/reference/reference.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/refusal.hpp"

#include <limits>
#include <memory>
#include <string>
#include <vector>

using logits::refusal;
using logits::io::Bytes;
using logits::io::MemorySource;
using logits::io::npy_rows;
using logits::io::Rows;

using namespace std::string_literals;

namespace {

using Numbers = std::vector<double>;

/// A file, or a pipe whose size nobody knows.
class File : public MemorySource {
 public:
  File(std::string bytes, std::size_t piece, bool size_known)
      : MemorySource(bytes, piece), left_(size_known ? std::optional(bytes.size()) : std::nullopt) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = MemorySource::read(buffer);
    if (left_) *left_ -= count;
    return count;
  }
  std::optional<std::uint64_t> left() const override { return left_; }

 private:
  std::optional<std::uint64_t> left_;
};

struct Opened {
  Opened(std::string bytes, std::size_t piece, bool size_known)
      : source(std::move(bytes), piece, size_known),
        rows(npy_rows(std::make_shared<Bytes>(source, "x.npy", [] {}))) {}
  File source;
  Rows rows;
};

std::vector<Numbers> rows_of(const std::string& bytes, std::size_t piece = std::string::npos,
                             bool size_known = false) {
  Opened opened(bytes, piece, size_known);
  std::vector<Numbers> all;
  while (auto row = opened.rows()) all.push_back(std::move(row->logits));
  return all;
}

std::string bytes_of(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

/// A version 1 file of doubles that end in zeros.
std::string file(const std::string& shape, const std::string& numbers) {
  const std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}";
  return "\x93NUMPY\x01\0"s + static_cast<char>(header.size()) + '\0' + header + numbers;
}

const std::string one = "\0\0\0\0\0\0\xF0\x3F"s, two = "\0\0\0\0\0\0\0\x40"s,
                  not_a_number = "\0\0\0\0\0\0\xF8\x7F"s, infinity = "\0\0\0\0\0\0\xF0\x7F"s;

std::string refusal_of(const std::string& bytes, bool size_known = true) {
  return refusal([&] { static_cast<void>(rows_of(bytes, std::string::npos, size_known)); });
}

}  // namespace

// By NumPy: tests/reference/make_npy_vectors.py.
TEST_CASE("every number type, order, shape and version is read as NumPy reads it") {
  const auto vectors = reference::read("npy_vectors.json");
  REQUIRE(vectors.size() > 30);
  for (const auto& vector : vectors) {
    CAPTURE(vector.at("name").get<std::string>());
    std::vector<Numbers> expected;
    for (const auto& row : vector.at("rows")) expected.push_back(reference::numbers(row));
    const std::string bytes = bytes_of(vector.at("file").get<std::string>());
    for (const std::size_t piece : {std::size_t{1}, std::size_t{13}, std::string::npos}) {
      CHECK(rows_of(bytes, piece, false) == expected);
      CHECK(rows_of(bytes, piece, true) == expected);
    }
  }
}

TEST_CASE("a row that is passed over is not looked at") {
  for (const bool size_known : {false, true}) {
    Opened opened(file("(3, 2)", not_a_number + one + one + two + two + one), 5, size_known);
    CHECK(opened.rows.skip());
    CHECK(opened.rows()->logits == Numbers{1, 2});
    CHECK(opened.rows.skip());
    CHECK_FALSE(opened.rows.skip());
    CHECK_FALSE(opened.rows());
  }
}

TEST_CASE("a number that is no logit spoils its row only") {
  Opened opened(file("(3, 2)", one + not_a_number + infinity + one + one + two), 100, false);
  CHECK(refusal([&] { opened.rows(); }) == "row 0: logit 1 is NaN\n  --> x.npy");
  CHECK(refusal([&] { opened.rows(); }) ==
        "row 1: logit 0 is plus infinity\n  --> x.npy\n"
        "  hint: only -inf, which bans the token, can be used");
  CHECK(opened.rows()->logits == Numbers{1, 2});
  CHECK_FALSE(opened.rows());
}

TEST_CASE("where there is one row, its number is not told") {
  CHECK(refusal_of(file("(2,)", one + not_a_number)) == "logit 1 is NaN\n  --> x.npy");
  Opened single(file("(2,)", one + one), 100, true);
  CHECK(single.rows()->place == "  --> x.npy");
  Opened several(file("(2, 1)", one + one), 100, true);
  several.rows.skip();
  CHECK(several.rows()->place == "  --> x.npy, row 1");
}

TEST_CASE("a file that is cut short is refused before its first row, a pipe where it ends") {
  const std::string cut = file("(2, 2)", one + two + one + two.substr(1));
  Opened pipe(cut, 100, false);
  CHECK(pipe.rows()->logits == Numbers{1, 2});
  const std::string words = "x.npy is cut short: its array has 32 bytes, and 31 are there";
  CHECK(refusal([&] { pipe.rows(); }) == words);
  CHECK_FALSE(pipe.rows());
  CHECK(refusal([&] { Opened(cut, 100, true); }) == words);
}

TEST_CASE("bytes behind the array are refused") {
  CHECK(refusal_of(file("(1,)", one + "x")) == "x.npy has 1 byte behind its array");
  CHECK(refusal_of(file("(1,)", one + "x"), false) == "x.npy goes on behind its array");
}

TEST_CASE("no memory is taken on the word of a header") {
  for (const char* const order : {"False", "True"}) {
    CAPTURE(order);
    std::string bytes = file("(1000000, 100000000)", one);
    bytes.replace(bytes.find("False"), 5, order);
    bytes[8] = static_cast<char>(bytes.find('}') - 9);
    CHECK(refusal_of(bytes, false) ==
          "x.npy is cut short: its array has 800,000,000,000,000 bytes, and 8 are there");
    CHECK(refusal_of(bytes, true) ==
          "x.npy is cut short: its array has 800,000,000,000,000 bytes, and 8 are there");
  }
}

TEST_CASE("a file that ends within its header is cut short, whereever that is") {
  const std::string bytes = file("(1,)", one);
  for (std::size_t size = 6; size < bytes.size() - one.size(); ++size)
    CHECK(refusal_of(bytes.substr(0, size)) == "x.npy is cut short: it ends within its header");
}

TEST_CASE("a shape that makes no row is refused") {
  CHECK(refusal_of(file("()", one)).find("the array in x.npy is a single number without an axis") == 0);
  CHECK(refusal_of(file("(0,)", "")) == "the array in x.npy has no tokens: its shape is (0,)");
  CHECK(refusal_of(file("(0, 5)", "")) == "the array in x.npy has no tokens: its shape is (0, 5)");
  CHECK(refusal_of(file("(5, 0)", "")) == "the array in x.npy has no tokens: its shape is (5, 0)");
  // 5 times this is 2 more than 2^64.
  CHECK(refusal_of(file("(5, 3689348814741910324)", one)) ==
        "the array in x.npy has more numbers than any file: its shape is (5, 3689348814741910324)");
  CHECK(refusal_of(file("(134217729,)", one)) ==
        "the array in x.npy has rows of more than 134,217,728 tokens: its shape is (134217729,)");
}

TEST_CASE("only versions 1, 2 and 3 are known") {
  for (const auto& [major, minor] :
       std::vector<std::pair<int, int>>{{0, 0}, {0, 1}, {1, 1}, {2, 2}, {4, 0}, {255, 255}}) {
    std::string bytes = file("(1,)", one);
    bytes[6] = static_cast<char>(major);
    bytes[7] = static_cast<char>(minor);
    CHECK(refusal_of(bytes) == "x.npy is a .npy file of version " + std::to_string(major) + "." +
                                   std::to_string(minor) + ", and 1.0, 2.0 and 3.0 are known");
  }
}

TEST_CASE("a header that is longer than arrays of numbers need is not read") {
  CHECK(refusal_of("\x93NUMPY\x02\0\xFF\xFF\xFF\xFF{"s) ==
        "x.npy has a header of 4,294,967,295 bytes, and 65,536 are the most that is read");
}
