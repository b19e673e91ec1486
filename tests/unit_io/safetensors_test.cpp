#include "src/io/safetensors.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/refusal.hpp"

#include <string>
#include <utility>
#include <vector>

using logits::io::Bytes;
using logits::io::may_be_safetensors;
using logits::io::MemorySource;
using logits::io::Rows;
using logits::io::safetensors_rows;

using namespace std::string_literals;

namespace {

using Numbers = std::vector<double>;

/// A file whose size is known.
class File : public MemorySource {
 public:
  explicit File(const std::string& bytes) : MemorySource(bytes), left_(bytes.size()) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = MemorySource::read(buffer);
    left_ -= count;
    return count;
  }
  std::optional<std::uint64_t> left() const override { return left_; }

 private:
  std::uint64_t left_;
};

std::string file(const std::string& header, const std::string& tensors) {
  return std::string{static_cast<char>(header.size() & 0xFF), static_cast<char>(header.size() >> 8)} +
         std::string(6, '\0') + header + tensors;
}

const std::string numbers = "\x01\x02\x03\x04\x05\x06";
const std::string both =
    file(R"({"__metadata__":{"format":"pt"},"a":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]},)"
         R"("b":{"dtype":"I8","shape":[2],"data_offsets":[4,6]}})",
         numbers);

std::vector<Numbers> rows_of(logits::io::Source& source, const std::string& tensor) {
  const Rows rows = safetensors_rows(std::make_shared<Bytes>(source, "x", [] {}), tensor);
  std::vector<Numbers> all;
  while (auto row = rows()) all.push_back(std::move(row->logits));
  return all;
}

std::string refusal_of(const std::string& bytes, const std::string& tensor = "") {
  return logits::refusal([&] {
    File source(bytes);
    static_cast<void>(rows_of(source, tensor));
  });
}

/// Of a file with one tensor, which is described so and has eight bytes.
std::string complaint(const std::string& tensor) {
  const std::string words = refusal_of(file("{\"a\":" + tensor + "}", std::string(8, '\0')));
  return words.substr(0, words.find('\n'));
}

}  // namespace

TEST_CASE("a tensor is read by its name, from a file or a pipe") {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{100}}) {
    MemorySource pipe(both, piece);
    CHECK(rows_of(pipe, "a") == std::vector<Numbers>{{1, 2}, {3, 4}});
    MemorySource again(both, piece);
    CHECK(rows_of(again, "b") == std::vector<Numbers>{{5, 6}});
  }
  File source(both);
  CHECK(rows_of(source, "b") == std::vector<Numbers>{{5, 6}});
}

TEST_CASE("the only tensor needs no name") {
  File source(file(R"({"a":{"dtype":"U8","shape":[6],"data_offsets":[0,6]}})", numbers));
  CHECK(rows_of(source, "") == std::vector<Numbers>{{1, 2, 3, 4, 5, 6}});
}

TEST_CASE("every number type has its name") {
  const std::vector<std::pair<std::string, double>> types = {
      {"F16", 0x1p-24}, {"BF16", 0x1p-133}, {"F32", 0x1p-149}, {"F64", 0x1p-1074}, {"U8", 1},  {"U16", 1},
      {"U32", 1},       {"U64", 1},         {"I8", 1},         {"I16", 1},         {"I32", 1}, {"I64", 1}};
  for (const auto& [name, value] : types) {
    CAPTURE(name);
    const std::size_t digits = name.find_first_of("0123456789");
    const auto size = static_cast<std::size_t>(std::stoi(name.substr(digits)) / 8);
    MemorySource source(file(
        R"({"a":{"dtype":")" + name + R"(","shape":[1],"data_offsets":[0,)" + std::to_string(size) + "]}}",
        "\x01\0\0\0\0\0\0\0"s.substr(0, size)));
    CHECK(rows_of(source, "") == std::vector<Numbers>{{value}});
  }
}

TEST_CASE("where there are several tensors, or not the one that is named, they are listed") {
  CHECK(refusal_of(both) == "x has 2 tensors\n  say which with --tensor NAME; it has a, b");
  CHECK(refusal_of(both, "z") == "x has no tensor 'z'\n  it has a, b");
  CHECK(refusal_of(file("{}", "")) == "x has no tensors");
}

TEST_CASE("a tensor must fit its dtype, its shape and its file") {
  CHECK(complaint(R"({"dtype":"F32","shape":[2],"data_offsets":[0,4]})") ==
        "the tensor 'a' has 4 bytes, and its dtype and shape make 8");
  CHECK(complaint(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})") ==
        "\"data_offsets\" are no two numbers, the lower one first");
  CHECK(complaint(R"({"dtype":"F32","shape":[2],"data_offsets":[0]})") ==
        "\"data_offsets\" are no two numbers, the lower one first");
  CHECK(complaint(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})") ==
        "x has 4 bytes behind its tensors");
  CHECK(complaint(R"({"dtype":"F32","shape":[4],"data_offsets":[0,16]})") ==
        "x is cut short: its tensors have 16 bytes, and 8 are there");
  CHECK(complaint(
            R"({"dtype":"F32","shape":[2],"data_offsets":[18446744073709551600,18446744073709551608]})") ==
        "x is cut short: its tensors have 18,446,744,073,709,551,608 bytes, and 8 are there");
  CHECK(complaint(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]})") ==
        "the tensor 'a' of x has more numbers than any file: its shape is (4294967296, 4294967296)");
}

TEST_CASE("a description that the format does not know is refused") {
  CHECK(complaint("5") == "a tensor is described by an object");
  CHECK(complaint("{}") == "there is no \"dtype\"");
  CHECK(complaint(R"({"dtype":4})") == "\"dtype\" is no string");
  CHECK(complaint(R"({"dtype":"F32","shape":2})") == "\"shape\" is a number, not an array");
  CHECK(complaint(R"({"dtype":"F32","shape":[-2]})") ==
        "\"shape\" has what is no whole number from 0 to 2^64 - 1");
  CHECK(complaint(R"({"dtype":"F32","shape":[2.0]})") ==
        "\"shape\" has what is no whole number from 0 to 2^64 - 1");
  CHECK(complaint(R"({"dtype":"BOOL"})") == "the tensor 'a' of x has the dtype 'BOOL', which is not read");
  CHECK(refusal_of(file(R"({"a":1,"a":1})", ""), "a").starts_with("the tensor 'a' is there twice"));
  CHECK(refusal_of(file("[]", "")).starts_with("the header is no object"));
  CHECK(refusal_of(file("{x", "")).starts_with("this is not valid JSON"));
}

TEST_CASE("a file that does not begin as one, or ends within its header, is refused") {
  CHECK(refusal_of("[1,2]") == "x is no safetensors file: it does not begin as one");
  CHECK(refusal_of("\0\0\0\xFF\0\0\0\0{"s) == "x is no safetensors file: it does not begin as one");
  CHECK(refusal_of("\x10\0\0\0\0\0\0\0{}"s) == "x is cut short: its header has 16 bytes, and 2 are there");
}

TEST_CASE("a pipe that ends before the tensor or within it is cut short") {
  const auto refused = [](const std::string& bytes) {
    return logits::refusal([&] {
      MemorySource pipe(bytes);
      static_cast<void>(rows_of(pipe, "b"));
    });
  };
  CHECK(refused(both.substr(0, both.size() - 1)) == "x is cut short: its array has 2 bytes, and 1 is there");
  CHECK(refused(both.substr(0, both.size() - 3)) ==
        "x is cut short: its tensors have 6 bytes, and 3 are there");
}

TEST_CASE("four bytes tell text from a safetensors file") {
  CHECK(may_be_safetensors(both.substr(0, 9)));
  CHECK(may_be_safetensors(both.substr(0, 3)));
  CHECK_FALSE(may_be_safetensors("[0]\n"));
  CHECK_FALSE(may_be_safetensors("12345678{"));
  CHECK_FALSE(may_be_safetensors("\x08\0\0\0\0\0\0\0["s));
  CHECK_FALSE(may_be_safetensors("\x08\0\0\0\0\0\0\x01{"s));
  CHECK(may_be_safetensors("1\n"));  // not known yet
}
