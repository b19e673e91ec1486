// Text is a finite number exactly when it is made of a number's characters and strtod reads all of it, and
// then both read the same double.
#include "src/io/number.hpp"
#include "tests/fuzz/require.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using Kind = logits::io::Number::Kind;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const logits::io::Number number = logits::io::parse_number(text);

  char* end = nullptr;
  const double expected = std::strtod(text.c_str(), &end);
  const bool is_number = !text.empty() && text.find_first_not_of("0123456789.eE+-") == std::string::npos &&
                         end == text.c_str() + text.size();
  if (is_number) {
    require(number.kind == (std::isinf(expected) ? Kind::out_of_range : Kind::finite),
            "what strtod reads is a number");
  } else {
    require(number.kind != Kind::finite && number.kind != Kind::out_of_range,
            "what strtod does not read is none");
  }
  if (number.kind == Kind::finite) {
    require(std::bit_cast<std::uint64_t>(number.value) == std::bit_cast<std::uint64_t>(expected),
            "the double is the one strtod reads");
  }

  if (const auto count = logits::io::parse_count(text)) {
    const std::size_t zeros = std::min(text.find_first_not_of('0'), text.size() - 1);
    require(std::to_string(*count) == text.substr(zeros), "a count is what its digits say");
  }
  return 0;
}
