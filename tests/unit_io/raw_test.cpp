#include "src/io/raw.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/refusal.hpp"

#include <string>
#include <vector>

using logits::io::Bytes;
using logits::io::Form;
using logits::io::MemorySource;
using logits::io::raw_rows;
using logits::io::Rows;

using namespace std::string_literals;

namespace {

using Numbers = std::vector<double>;

const std::string f32 = "\0\0\x80\x3F\0\0\0\x40\0\0\x40\x40\0\0\x80\x40"s;  // 1, 2, 3, 4

struct Opened {
  Opened(std::string bytes, Form form, std::uint64_t vocab_size)
      : source(std::move(bytes), 3),
        rows(raw_rows(std::make_shared<Bytes>(source, "x", [] {}),
                      {.form = form, .vocab_size = vocab_size})) {}
  MemorySource source;
  Rows rows;
};

}  // namespace

TEST_CASE("raw numbers are rows of as many as the vocabulary has") {
  Opened two(f32, Form::f32, 2);
  CHECK(two.rows()->logits == Numbers{1, 2});
  CHECK(two.rows()->logits == Numbers{3, 4});
  CHECK_FALSE(two.rows());
  Opened four(f32, Form::f32, 4);
  CHECK(four.rows()->logits == Numbers{1, 2, 3, 4});
  CHECK_FALSE(four.rows());
}

TEST_CASE("raw numbers come in four types, the low byte first") {
  CHECK(Opened("\0\x3C"s, Form::f16, 1).rows()->logits == Numbers{1});
  CHECK(Opened("\x80\x3F"s, Form::bf16, 1).rows()->logits == Numbers{1});
  CHECK(Opened("\0\0\x80\x3F"s, Form::f32, 1).rows()->logits == Numbers{1});
  CHECK(Opened("\0\0\0\0\0\0\xF0\x3F"s, Form::f64, 1).rows()->logits == Numbers{1});
}

TEST_CASE("raw numbers that end within a row are refused there") {
  Opened opened(f32, Form::f32, 3);
  CHECK(opened.rows()->logits == Numbers{1, 2, 3});
  CHECK(logits::refusal([&] { opened.rows(); }) ==
        "x is cut short: its row 1 has 12 bytes, and 4 are there\n"
        "  hint: --vocab-size says how many numbers a row has, --from what a number is");
  CHECK_FALSE(opened.rows());
}

TEST_CASE("rows of raw numbers can be passed over") {
  Opened opened(f32, Form::f32, 1);
  CHECK(opened.rows.skip());
  CHECK(opened.rows.skip());
  CHECK(opened.rows()->logits == Numbers{3});
}
