#include "src/io/json_values.hpp"
#include "src/io/vocabulary/pieces_by_id.hpp"
#include "src/io/vocabulary/readers.hpp"

#include <fmt/format.h>

namespace logits::io {

Pieces read_json_vocabulary(const Json& json, const Text& text) {
  if (const auto* const map = json.object()) return pieces_by_id(pieces_of_map(*map, text), text);
  Pieces pieces;
  for (const Json& item : *json.array()) {
    if (item.string() == nullptr) {
      fail(fmt::format("token {} is {}, not a string", pieces.texts.size(), item.kind()), text, item.at,
           "expected a list of tokens, or {\"token\": id}");
    }
    pieces.texts.push_back(*item.string());
  }
  return pieces;
}

}  // namespace logits::io
