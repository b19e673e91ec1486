#include "src/io/vocabulary/pieces_by_id.hpp"

#include "src/io/format.hpp"
#include "src/io/json_values.hpp"
#include "src/io/label_index.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace logits::io {

std::string label_of_unnamed(std::uint64_t id) {
  return fmt::format("<id {}>", id);
}

std::vector<PieceWithId> pieces_of_map(const Json::Object& map, const Text& text) {
  std::vector<std::string> labels;
  labels.reserve(map.size());
  LabelIndex index(labels);
  std::vector<PieceWithId> pieces;
  for (const auto& [key, at, value] : map) {
    labels.push_back(key);
    if (index.insert(static_cast<TokenId>(labels.size() - 1)))
      fail(fmt::format("the token {} is there twice", in_quotes(key)), text, at);
    if (value.number() == nullptr)
      fail(fmt::format("the id of {} is {}, not a number", in_quotes(key), value.kind()), text, value.at,
           "expected {\"token\": id}");
    pieces.push_back({id_of(value, in_quotes(key), text), key, at});
  }
  return pieces;
}

Pieces pieces_by_id(std::vector<PieceWithId> pieces, const Text& text) {
  std::stable_sort(pieces.begin(), pieces.end(), [](const PieceWithId& a, const PieceWithId& b) {
    return std::tie(a.id, a.added) < std::tie(b.id, b.added);
  });
  Pieces result;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    PieceWithId& piece = pieces[i];
    if (piece.id >= 2 * pieces.size()) {
      fail(fmt::format("{} has the id {}, and there are {}", in_quotes(piece.text), grouped(piece.id),
                       counted(pieces.size(), "token")),
           text, piece.at, "most ids below have none");
    }
    if (i > 0 && pieces[i - 1].id == piece.id) {
      if (pieces[i - 1].added == piece.added) {
        fail(fmt::format("{} and {} have the same id, {}", in_quotes(result.texts.back()),
                         in_quotes(piece.text), piece.id),
             text, piece.at);
      }
      result.texts.pop_back();
      result.literal.pop_back();
    }
    while (result.texts.size() < piece.id) {
      result.texts.push_back(label_of_unnamed(result.texts.size()));
      result.literal.push_back(true);
    }
    result.texts.push_back(std::move(piece.text));
    result.literal.push_back(piece.literal);
  }
  return result;
}

}  // namespace logits::io
