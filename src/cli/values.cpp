#include "src/cli/values.hpp"

namespace logits::cli {

std::uint64_t count_of(const Given& given, const std::string& name, std::uint64_t most) {
  const std::string& text = given.last(name);
  const auto value = io::parse_count(text);
  if (!value || *value > most) {
    const std::string limit =
        most == std::numeric_limits<std::uint64_t>::max() ? "2^64 - 1" : std::to_string(most);
    refuse(fmt::format("--{} must be a whole number from 0 to {}, not {}", name, limit, io::in_quotes(text)));
  }
  return *value;
}

double number_of(const std::string& who, std::string_view text, bool (*fits)(double), std::string_view words,
                 std::string_view hint) {
  const io::Number number = io::parse_number(text);
  if (number.kind != io::Number::Kind::finite || !fits(number.value)) {
    refuse(fmt::format("{} must be {}, not {}", who, words, io::in_quotes(text)), hint);
  }
  return number.value;
}

Assignment assignment_of(const std::string& option, const std::string& text, std::string_view form,
                         std::string_view hint) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0)
    refuse(fmt::format("--{} must be {}, not {}", option, form, io::in_quotes(text)), hint);
  return {text.substr(0, equals), text.substr(equals + 1)};
}

}  // namespace logits::cli
