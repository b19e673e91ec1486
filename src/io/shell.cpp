#include "src/io/shell.hpp"

#include "logits/error.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"

#include <algorithm>

namespace logits::io {

std::string shell_word(std::string_view text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.,:/=+@%";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) return std::string(text);
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string option_name_of(const Row& row, TokenId id) {
  const std::string name = name_of(row, id);
  const std::string index = "#" + std::to_string(id);
  if (name.empty() || escaped(name, name.size()) != name) return index;  // what cannot be typed as it is seen
  try {
    return Names(row).find({name}, "") == id ? name : index;
  } catch (const Error&) {
    return index;
  }
}

}  // namespace logits::io
