#include "src/io/token_list.hpp"

#include "logits/error.hpp"
#include "src/io/documents.hpp"
#include "src/io/text.hpp"

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Where a word ends that begins at `at`: behind the closing quote, or before the next blank.
std::size_t end_of_word(std::string_view text, std::size_t at) {
  if (text[at] != '"') return std::min(text.find_first_of(blanks, at), text.size());
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return text.size();
}

std::vector<TokenName> words_of(std::string_view text) {
  std::vector<TokenName> names;
  for (std::size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;) {
    const std::size_t end = end_of_word(text, at);
    names.push_back({std::string(text.substr(at, end - at))});
    at = text.find_first_not_of(blanks, end);
  }
  return names;
}

}  // namespace

std::vector<TokenName> read_token_names(const Json& json, const Text& text) {
  if (json.array() == nullptr)
    throw Error(Failure::input, fmt::format("a list of tokens is {}", json.kind()),
                text.point(json.at, 1, "expected an array, such as [\"mat\", 5]"));
  std::vector<TokenName> names;
  for (const Json& item : *json.array()) {
    if (const auto* const label = item.string()) {
      names.push_back({*label});
      continue;
    }
    const std::string_view digits = item.number() != nullptr ? number_text(item, text) : "-";
    if (digits.find_first_not_of("0123456789") != std::string_view::npos)
      throw Error(Failure::input,
                  fmt::format("token {} of a list is neither a string nor an id", names.size()),
                  text.point(item.at));
    names.push_back({std::string(digits), true});
  }
  return names;
}

std::vector<TokenName> read_token_list(std::string_view list, std::string_view who) {
  const bool is_file = list.starts_with('@');
  const std::string path(is_file ? list.substr(1) : who);
  const std::string content = is_file ? read_whole(path) : std::string(list);
  const std::size_t begin = content.find_first_not_of(blanks);
  if (begin == std::string::npos || content[begin] != '[') return words_of(content);
  const Text text{is_file ? path : std::string(who), content};
  return read_token_names(parse_json(text), text);
}

}  // namespace logits::io
