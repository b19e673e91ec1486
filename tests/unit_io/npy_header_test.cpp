#include "src/io/npy_header.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <string>
#include <utility>
#include <vector>

using logits::io::ArrayLayout;
using logits::io::NumberType;
using logits::io::read_npy_header;
using Kind = logits::io::NumberType::Kind;

namespace {

using Shape = std::vector<std::uint64_t>;

ArrayLayout layout(const std::string& header) {
  return read_npy_header("x", header);
}

std::string with_dtype(const std::string& descr) {
  return "{'descr': " + descr + ", 'fortran_order': False, 'shape': (5,), }";
}

std::string with_shape(const std::string& shape) {
  return "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
}

std::string refusal_of(const std::string& header) {
  return logits::refusal([&] { static_cast<void>(layout(header)); });
}

std::string complaint(const std::string& header) {
  const std::string start = "the header of x is not that of a .npy file: ";
  const std::string words = refusal_of(header);
  return words.starts_with(start) ? words.substr(start.size()) : words;
}

}  // namespace

TEST_CASE("a header tells type, order and shape") {
  const ArrayLayout found = layout("{'descr': '>i2', 'fortran_order': True, 'shape': (3, 4), }      \n");
  CHECK(found.type == NumberType{Kind::i16, true});
  CHECK(found.fortran);
  CHECK(found.shape == Shape{3, 4});
}

TEST_CASE("keys come in any order, in either quotes, with blanks or without") {
  CHECK(layout("{\"shape\":(5,),\"fortran_order\":False,\"descr\":\"<f4\"}").shape == Shape{5});
  CHECK(layout(" { 'fortran_order' : False , 'shape' : ( 5 , ) , 'descr' : '<f4' } ").shape == Shape{5});
}

TEST_CASE("a shape may have no axis, one or more, and lengths as Python 2 wrote them") {
  CHECK(layout(with_shape("()")).shape.empty());
  CHECK(layout(with_shape("(5L,)")).shape == Shape{5});
  CHECK(layout(with_shape("(2, 3, 4,)")).shape == Shape{2, 3, 4});
  CHECK(layout(with_shape("(18446744073709551615, 1)")).shape == Shape{18446744073709551615U, 1});
}

TEST_CASE("every number type has its names") {
  const std::vector<std::pair<std::string, NumberType>> types = {
      {"<f2", {Kind::f16}},       {">f4", {Kind::f32, true}}, {"=f8", {Kind::f64}},
      {"f8", {Kind::f64}},        {"|u1", {Kind::u8}},        {"<u2", {Kind::u16}},
      {">u4", {Kind::u32, true}}, {"<u8", {Kind::u64}},       {"|i1", {Kind::i8}},
      {"<i2", {Kind::i16}},       {"<i4", {Kind::i32}},       {">i8", {Kind::i64, true}},
      {"<V2", {Kind::bf16}},      {"bfloat16", {Kind::bf16}}};
  for (const auto& [name, type] : types) {
    CAPTURE(name);
    CHECK(layout(with_dtype("'" + name + "'")).type == type);
  }
}

TEST_CASE("what is no number is refused with its dtype and a way out") {
  const std::vector<std::pair<std::string, std::string>> types = {
      {"|b1", "booleans"},
      {"<c8", "complex numbers"},
      {"|S5", "strings"},
      {"<U3", "strings"},
      {"<M8[s]", "dates or times"},
      {"|V2", "raw bytes"},
      {"<V5", "raw bytes"},
      {"|O", "Python objects"},
      {"<f16", "numbers of a size that is not read"},
      {"<x4", "numbers of an unknown kind"},
      {"", "numbers of an unknown kind"}};
  for (const auto& [name, words] : types) {
    CAPTURE(name);
    const std::string refused = refusal_of(with_dtype("'" + name + "'"));
    CHECK(refused.starts_with("x holds " + words + " (dtype '" + name + "'), not logits\n  hint: "));
    CHECK(refused.find("numpy.save(FILE, a.") != std::string::npos);
  }
  CHECK(refusal_of(with_dtype("[('a', '<f4'), ('b', '<f4')]"))
            .starts_with("x holds records (a structured dtype), not logits"));
  CHECK(refusal_of(with_dtype("'|O'")).find("object arrays are not read") != std::string::npos);
}

TEST_CASE("nothing but whole numbers makes a shape") {
  CHECK(complaint(with_shape("(5)")) == "'shape' is a number, not a tuple");
  CHECK(complaint(with_shape("5")) == "'shape' is no tuple: '5'");
  CHECK(complaint(with_shape("[5]")) == "'shape' is no tuple: '['");
  CHECK(complaint(with_shape("None")) == "'shape' is no tuple: 'None'");
  for (const std::string length : {"-5", "5.0", "True", "None", "18446744073709551616", "0x5", "5l"}) {
    CHECK(complaint(with_shape("(" + length + ",)")) ==
          "'shape' has no whole number from 0 to 2^64 - 1, but '" + length + "'");
  }
  CHECK(complaint(with_shape("(5,,)")) == "'shape' has no whole number, but ','");
  CHECK(complaint(with_shape("(1 2)")) == "expected ',' or ')' in 'shape', found '2'");
  CHECK(complaint(with_shape("(" + std::string(20'000, '('))) == "'shape' has no whole number, but '('");
}

TEST_CASE("a header is the three keys and nothing else") {
  CHECK(complaint("") == "expected '{', found its end");
  CHECK(complaint("__import__('os')") == "expected '{', found '__import__'");
  CHECK(complaint("{'descr': open('x')}") == "expected a string, found 'open'");
  CHECK(complaint("{}") == "the key 'descr' is missing");
  CHECK(complaint("{'descr': '<f4'}") == "the key 'fortran_order' is missing");
  CHECK(complaint("{'descr': '<f4', 'fortran_order': False}") == "the key 'shape' is missing");
  CHECK(complaint("{'descr': '<f4', 'descr': '<f4'}") == "the key 'descr' is there twice");
  CHECK(complaint("{'descr': '<f4', 'x': 1}") == "it has a key 'x'");
  CHECK(complaint("{'fortran_order': 1}") == "'fortran_order' is neither True nor False: '1'");
  CHECK(complaint("{'descr': '<f4' 'x': 1}") == "expected '}', found ''x''");
  CHECK(complaint("{'descr") == "a string does not end");
  CHECK(complaint("{'des\\x63r': 1}") == "there is a backslash in a string");
  CHECK(complaint(with_shape("(5,)") + " + 1") == "there is '+' behind it");
}

TEST_CASE("a header cut anywhere is refused") {
  const std::string header = with_shape("(5,)");
  for (std::size_t size = 0; size < header.size(); ++size) CHECK(!refusal_of(header.substr(0, size)).empty());
}
