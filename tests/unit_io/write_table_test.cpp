#include "src/io/write_table.hpp"

#include "tests/catch.hpp"

#include <limits>
#include <string>
#include <vector>

using logits::io::aligned;
using logits::io::bar;
using logits::io::Looks;

namespace {

std::string cells(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "█";
  return text;
}

}  // namespace

TEST_CASE("a bar has 40 cells for p = 1, to the nearest eighth of one") {
  const Looks looks;
  CHECK(bar(1, looks) == cells(40));
  CHECK(bar(0.5, looks) == cells(20));
  CHECK(bar(0.55067, looks) == cells(22));
  CHECK(bar(0.13576, looks) == cells(5) + "▍");
  CHECK(bar(1.0 / 320, looks) == "▏");
  CHECK(bar(2.0 / 320, looks) == "▎");
  CHECK(bar(7.0 / 320, looks) == "▉");
  CHECK(bar(8.0 / 320, looks) == "█");
}

TEST_CASE("a bar is never empty for a probability above zero, and always for zero") {
  CHECK(bar(5e-324, {}) == "▏");
  CHECK(bar(0, {}) == "");
  CHECK(bar(5e-324, {.ascii = true}) == "#");
  CHECK(bar(0, {.ascii = true}) == "");
}

TEST_CASE("a bar of ASCII has whole cells") {
  CHECK(bar(1, {.ascii = true}) == std::string(40, '#'));
  CHECK(bar(0.55067, {.ascii = true}) == std::string(22, '#'));
}

TEST_CASE("numbers of a column have as many decimals as they need, at most those asked for") {
  using Cells = std::vector<std::string>;
  CHECK(aligned({3.2, -2, 0.25}, 4) == Cells{"3.20", "-2.00", "0.25"});
  CHECK(aligned({1, 2}, 4) == Cells{"1", "2"});
  CHECK(aligned({1.0 / 3, 2}, 4) == Cells{"0.3333", "2.0000"});
  CHECK(aligned({0.1, 1e-7}, 4) == Cells{"0.1", "1e-07"});
  CHECK(aligned({-std::numeric_limits<double>::infinity(), 1.5, 1e300}, 4) == Cells{"-inf", "1.5", "1e+300"});
  CHECK(aligned({-0.0, 0.5}, 4) == Cells{"0.0", "0.5"});
}
