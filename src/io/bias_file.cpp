#include "src/io/bias_file.hpp"

#include "logits/error.hpp"
#include "src/io/documents.hpp"
#include "src/io/label_index.hpp"
#include "src/io/text.hpp"

#include <limits>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr double ban = -std::numeric_limits<double>::infinity();

double bias_of(const Json& json, const Text& text) {
  if (const double* const number = json.number()) return *number;
  if (const bool* const flag = json.boolean(); flag != nullptr && !*flag) return ban;
  if (const auto* const word = json.string(); word != nullptr && (*word == "-inf" || *word == "-Infinity"))
    return ban;
  if (json.word() != nullptr && json.word()->text == "-Infinity") return ban;
  throw Error(Failure::input,
              fmt::format("a bias is {}", json.word() != nullptr ? json.word()->text : json.kind()),
              text.point(json.at, 1, "expected a number, or \"-inf\" or false for a ban"));
}

TokenName token_of(const Json& json, const Text& text) {
  if (const auto* const label = json.string()) return {*label};
  if (json.number() != nullptr) {
    const std::string_view digits = number_text(json, text);
    if (digits.find_first_not_of("0123456789") == std::string_view::npos) return {std::string(digits), true};
  }
  throw Error(Failure::input, "a biased token is neither a string nor an id", text.point(json.at));
}

}  // namespace

std::vector<NamedBias> read_bias(const Json& json, const Text& text) {
  std::vector<NamedBias> result;
  if (json.is_null()) return result;
  if (const auto* const map = json.object()) {
    std::vector<std::string> keys;
    keys.reserve(map->size());
    LabelIndex index(keys);
    for (const auto& [key, at, value] : *map) {
      keys.push_back(key);
      if (index.insert(static_cast<TokenId>(keys.size() - 1))) {
        throw Error(Failure::input, fmt::format("the token {} is there twice", in_quotes(key)),
                    text.point(at));
      }
      const double bias = bias_of(value, text);
      result.push_back(NamedBias{TokenName{key}, bias});
    }
    return result;
  }
  if (const auto* const list = json.array()) {
    for (const Json& pair : *list) {
      const auto* const both = pair.array();
      if (both == nullptr || both->size() != 2) {
        throw Error(Failure::input, "a list of biases holds something else than pairs",
                    text.point(pair.at, 1, "expected [token, bias]"));
      }
      TokenName token = token_of((*both)[0], text);
      const double bias = bias_of((*both)[1], text);
      result.push_back(NamedBias{std::move(token), bias});
    }
    return result;
  }
  throw Error(Failure::input, fmt::format("the biases are {}", json.kind()),
              text.point(json.at, 1, "expected {\"token\": bias} or [[id, bias]]"));
}

std::vector<NamedBias> read_bias_file(const std::string& path) {
  const std::string content = read_whole(path);
  const Text text{path == "-" ? "stdin" : path, content};
  if (content.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error(Failure::input, fmt::format("{} is empty", escaped(text.name)),
                hint("expected biases, such as {\"mat\": -1.5}"));
  }
  return read_bias(parse_json(text), text);
}

}  // namespace logits::io
