#include "src/io/json.hpp"

#include "logits/error.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace logits::io {
namespace {

/// What opens and closes arrays, objects and strings.
constexpr std::array<bool, 256> is_structure = [] {
  std::array<bool, 256> is{};
  for (const char c : {'"', '[', ']', '{', '}'}) is[static_cast<unsigned char>(c)] = true;
  return is;
}();

}  // namespace

const Json* Json::find(std::string_view key, const Text& text) const {
  const Json* found = nullptr;
  for (const Member& member : *object()) {
    if (member.key != key) continue;
    if (found != nullptr) {
      throw Error(Failure::input, fmt::format("the key {} is there twice", in_quotes(key)),
                  text.point(member.at));
    }
    found = &member.value;
  }
  return found;
}

bool Json::has(std::string_view key) const {
  return std::any_of(object()->begin(), object()->end(),
                     [key](const Member& member) { return member.key == key; });
}

std::string_view Json::kind() const {
  static constexpr std::array<std::string_view, 7> kinds = {
      "null", "a boolean", "a number", "a string", "no JSON value", "an array", "an object"};
  return kinds[value.index()];
}

bool is_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
}

std::string_view number_text(const Json& json, const Text& text) {
  const std::string_view rest = text.text.substr(json.at);
  return rest.substr(0, rest.find_first_not_of("+-.0123456789eE"));
}

void Balance::read(std::string_view piece) {
  for (const char c : piece) {
    if (in_string_) {
      in_string_ = escaped_ || c != '"';
      escaped_ = !escaped_ && c == '\\';
    } else if (is_structure[static_cast<unsigned char>(c)]) {
      if (c == '"') {
        in_string_ = true;
      } else if (c == '[' || c == '{') {
        ++depth_;
      } else if (depth_ > 0) {
        --depth_;
      }
    }
  }
}

bool Balance::too_deep() const {
  return depth_ > deepest_json;
}

}  // namespace logits::io
