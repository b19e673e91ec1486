#include "src/io/npy_header.hpp"

#include "logits/error.hpp"
#include "src/io/number.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

using Kind = NumberType::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 13> number_types{{{"f2", Kind::f16},
                                                                          {"f4", Kind::f32},
                                                                          {"f8", Kind::f64},
                                                                          {"u1", Kind::u8},
                                                                          {"u2", Kind::u16},
                                                                          {"u4", Kind::u32},
                                                                          {"u8", Kind::u64},
                                                                          {"i1", Kind::i8},
                                                                          {"i2", Kind::i16},
                                                                          {"i4", Kind::i32},
                                                                          {"i8", Kind::i64},
                                                                          {"V2", Kind::bf16},
                                                                          {"bfloat16", Kind::bf16}}};

/// What an array holds that is no logits, and how to make logits of it.
struct Contents {
  std::string_view letters;  ///< of the dtypes
  std::string_view words;
  std::string_view way;
};

constexpr std::string_view as_double = "save numbers: numpy.save(FILE, a.astype(\"float64\"))";

constexpr std::array<Contents, 8> contents{
    {{"O", "Python objects",
      "object arrays are not read; save numbers: numpy.save(FILE, a.astype(\"float64\"))"},
     {"b?", "booleans", as_double},
     {"cFDG", "complex numbers", "save the real parts: numpy.save(FILE, a.real)"},
     {"fg", "numbers of a size that is not read", as_double},
     {"SaU", "strings", as_double},
     {"Mm", "dates or times", as_double},
     {"V", "raw bytes",
      "float16 in disguise: numpy.save(FILE, a.view(\"float16\")); bfloat16: numpy.save(FILE, "
      "(a.view(\"<u2\")"
      ".astype(\"<u4\") << 16).view(\"<f4\"))"},
     {"", "numbers of an unknown kind", as_double}}};

/// Reads the header's text from its beginning to its end.
class HeaderReader {
 public:
  HeaderReader(std::string_view name, std::string_view header) : name_(name), rest_(header) {}

  ArrayLayout read() {
    std::optional<NumberType> type;
    std::optional<bool> fortran;
    std::optional<std::vector<std::uint64_t>> shape;
    expect('{');
    while (!accept('}')) {
      const std::string_view key = string();
      expect(':');
      if (key == "descr") {
        once(type, key) = number_type();
      } else if (key == "fortran_order") {
        once(fortran, key) = boolean();
      } else if (key == "shape") {
        once(shape, key) = tuple();
      } else {
        refuse(fmt::format("it has a key {}", in_quotes(key)));
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skip_blanks();
    if (!rest_.empty()) refuse(fmt::format("there is {} behind it", next_word()));
    if (!type) refuse("the key 'descr' is missing");
    if (!fortran) refuse("the key 'fortran_order' is missing");
    if (!shape) refuse("the key 'shape' is missing");
    return {.type = *type, .shape = *std::move(shape), .fortran = *fortran};
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw Error(Failure::input,
                fmt::format("the header of {} is not that of a .npy file: {}", escaped(name_), why));
  }

  [[noreturn]] void refuse_type(std::string_view holds, const std::string& dtype,
                                std::string_view way) const {
    throw Error(Failure::input, fmt::format("{} holds {} ({}), not logits", escaped(name_), holds, dtype),
                hint(way));
  }

  template <typename Value>
  std::optional<Value>& once(std::optional<Value>& value, std::string_view key) const {
    if (value) refuse(fmt::format("the key '{}' is there twice", key));
    return value;
  }

  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }

  bool accept(char c) {
    skip_blanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char c) {
    if (!accept(c)) refuse(fmt::format("expected '{}', found {}", c, next_word()));
  }

  /// All up to a blank or a sign that ends a value.
  std::string_view word() {
    skip_blanks();
    const std::size_t end = std::min(rest_.find_first_of(" \t\r\n,:()[]{}"), rest_.size());
    return std::exchange(rest_, rest_.substr(end)).substr(0, end);
  }

  /// What stands next, to quote it.
  std::string next_word() {
    skip_blanks();
    if (rest_.empty()) return "its end";
    const std::string_view next = word();
    return in_quotes(next.empty() ? rest_.substr(0, 1) : next);
  }

  std::string_view string() {
    skip_blanks();
    const char quote = rest_.empty() ? ' ' : rest_[0];
    if (quote != '\'' && quote != '"') refuse(fmt::format("expected a string, found {}", next_word()));
    const std::size_t end = rest_.find(quote, 1);
    if (end == std::string_view::npos) refuse("a string does not end");
    const std::string_view text = rest_.substr(1, end - 1);
    if (text.find('\\') != std::string_view::npos) refuse("there is a backslash in a string");
    rest_.remove_prefix(end + 1);
    return text;
  }

  bool boolean() {
    skip_blanks();
    const std::string_view value = word();
    if (value != "True" && value != "False")
      refuse(fmt::format("'fortran_order' is neither True nor False: {}", in_quotes(value)));
    return value == "True";
  }

  std::vector<std::uint64_t> tuple() {
    std::vector<std::uint64_t> shape;
    if (!accept('(')) refuse(fmt::format("'shape' is no tuple: {}", next_word()));
    bool comma = true;
    while (!accept(')')) {
      if (!comma) refuse(fmt::format("expected ',' or ')' in 'shape', found {}", next_word()));
      if (shape.size() == most_axes) refuse(fmt::format("'shape' has more than {} axes", most_axes));
      shape.push_back(length());
      comma = accept(',');
    }
    if (shape.size() == 1 && !comma) refuse("'shape' is a number, not a tuple");
    return shape;
  }

  /// The length of an axis. Python 2 wrote 5L.
  std::uint64_t length() {
    skip_blanks();
    std::string_view digits = word();
    if (digits.empty()) refuse(fmt::format("'shape' has no whole number, but {}", next_word()));
    const std::string_view written = digits;
    if (digits.ends_with('L')) digits.remove_suffix(1);
    const auto value = parse_count(digits);
    if (!value)
      refuse(fmt::format("'shape' has no whole number from 0 to 2^64 - 1, but {}", in_quotes(written)));
    return *value;
  }

  NumberType number_type() {
    skip_blanks();
    if (rest_.starts_with('[') || rest_.starts_with('{') || rest_.starts_with('(')) {
      refuse_type("records", "a structured dtype",
                  "save the field with the logits: numpy.save(FILE, a[\"logit\"])");
    }
    const std::string_view descr = string();
    const std::string dtype = fmt::format("dtype {}", in_quotes(descr));
    std::string_view type = descr;
    const bool has_order = type.find_first_of("<>=|") == 0;
    if (has_order) type.remove_prefix(1);
    const auto known = std::find_if(number_types.begin(), number_types.end(),
                                    [type](const auto& entry) { return entry.first == type; });
    // |V2 is any two bytes, but what bfloat16 arrays are saved as tells an order.
    const bool is_number = known != number_types.end() && descr != "|V2" && descr != "V2";
    if (is_number) return {.kind = known->second, .big_endian = descr[0] == '>'};
    const auto odd = std::find_if(contents.begin(), contents.end() - 1, [type](const Contents& each) {
      return !type.empty() && each.letters.find(type[0]) != std::string_view::npos;
    });
    refuse_type(odd->words, dtype, odd->way);
  }

  static constexpr std::size_t most_axes = 64;  // as NumPy has it

  std::string_view name_;
  std::string_view rest_;
};

}  // namespace

ArrayLayout read_npy_header(std::string_view name, std::string_view header) {
  return HeaderReader(name, header).read();
}

}  // namespace logits::io
