#include "src/io/hand_fed.hpp"

#include "logits/error.hpp"
#include "src/io/files.hpp"
#include "src/io/json.hpp"
#include "src/io/label_index.hpp"
#include "src/io/logit_text.hpp"
#include "src/io/number.hpp"
#include "src/io/text.hpp"

#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

/// What stands before and after the last equals sign.
std::pair<std::string_view, std::string_view> split_value(std::string_view word) {
  const std::size_t equals = word.rfind('=');
  if (equals == std::string_view::npos) return {{}, word};
  return {word.substr(0, equals), word.substr(equals + 1)};
}

}  // namespace

bool is_hand_fed(std::string_view word) {
  const auto [label, value] = split_value(word);
  const Number::Kind kind = parse_number(value).kind;
  const bool certain =
      kind != Number::Kind::none && kind != Number::Kind::nan && kind != Number::Kind::infinity;
  const bool is_path = word.starts_with('/') || word.starts_with("./") || word.starts_with("../");
  if (certain && !is_path) return true;
  // What looks like a value and is no file is a value, if only to be told what is wrong with it.
  const bool like_a_number = kind != Number::Kind::none || value.find_first_of("0123456789") <= 1;
  const bool is_labelled = value.size() < word.size();
  return (like_a_number || is_labelled) && !is_json(word) && !file_exists(std::string(word));
}

Rows hand_fed_row(std::vector<std::string> words) {
  return [words = std::move(words), done = false]() mutable -> std::optional<Row> {
    if (std::exchange(done, true)) return std::nullopt;
    Row row;
    LabelIndex index(row.labels);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const Text text{fmt::format("value {}", i + 1), words[i], 0};
      const auto [label, value] = split_value(words[i]);
      const std::size_t at = words[i].size() - value.size();
      if ((at > 0) != !row.labels.empty() && i > 0) {
        throw Error(Failure::input, "some of the values have a token and some have none",
                    text.point(0, words[i].size(),
                               at > 0 ? "the ones before it have none" : "expected token=number"));
      }
      row.logits.push_back(logit_of(text, {value, at}));
      if (at == 0) continue;
      row.labels.emplace_back(label);
      if (const auto earlier = index.insert(static_cast<TokenId>(i))) {
        throw Error(Failure::input, fmt::format("the token {} is there twice", in_quotes(label)),
                    text.point(0, label.size(), fmt::format("it was value {} before", *earlier + 1)));
      }
    }
    return row;
  };
}

}  // namespace logits::io
