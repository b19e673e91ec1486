#include "src/io/json_values.hpp"
#include "src/io/text.hpp"
#include "src/io/vocabulary/pieces_by_id.hpp"
#include "src/io/vocabulary/readers.hpp"

#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

/// A member that has to be a string.
const std::string& string_in(const Json& json, std::string_view key, const Text& text) {
  const Json* const member = json.find(key, text);
  if (member == nullptr || member->string() == nullptr)
    fail(fmt::format("there is no {} that is a string", in_quotes(key)), text, json.at);
  return *member->string();
}

bool says(const Json& json, std::string_view key, std::string_view word, const Text& text) {
  const Json* const member = json.object() != nullptr ? json.find(key, text) : nullptr;
  return member != nullptr && member->string() != nullptr && *member->string() == word;
}

/// A component, or all those of a sequence of them.
void for_each_part(const Json* component, std::string_view list, const Text& text, auto visit) {
  if (component == nullptr || component->object() == nullptr) return;
  const Json* const parts = component->find(list, text);
  if (!says(*component, "type", "Sequence", text) || parts == nullptr || parts->array() == nullptr)
    return visit(*component);
  for (const Json& part : *parts->array()) for_each_part(&part, list, text, visit);
}

/// How the decoder, or the pre-tokenizer, changes pieces.
struct Changes {
  bool byte_level = false, metaspace = false, byte_tokens = false;
  bool any() const { return byte_level || metaspace || byte_tokens; }
};

Changes changes_by(const Json* component, std::string_view list, const Text& text) {
  constexpr std::string_view metaspace = "\xE2\x96\x81";
  Changes changes;
  for_each_part(component, list, text, [&](const Json& part) {
    const Json* const pattern = part.find("pattern", text);
    const bool of_metaspace = !part.has("replacement") || says(part, "replacement", metaspace, text);
    if (says(part, "type", "ByteLevel", text)) changes.byte_level = true;
    if (says(part, "type", "ByteFallback", text)) changes.byte_tokens = true;
    if (says(part, "type", "Metaspace", text) && of_metaspace) changes.metaspace = true;
    if (says(part, "type", "Replace", text) && pattern != nullptr &&
        says(*pattern, "String", metaspace, text) && says(part, "content", " ", text))
      changes.metaspace = true;
  });
  return changes;
}

Spelling spelling_told(const Json& json, const Text& text) {
  Changes changes = changes_by(json.find("decoder", text), "decoders", text);
  if (!changes.any()) changes = changes_by(json.find("pre_tokenizer", text), "pretokenizers", text);
  if (changes.byte_level) return Spelling::byte_level;
  if (!changes.metaspace) return Spelling::plain;
  return changes.byte_tokens ? Spelling::sentencepiece : Spelling::metaspace;
}

/// Unigram: [[piece, score], …] in the order of the ids.
std::vector<PieceWithId> pieces_of_list(const Json::Array& list, const Text& text) {
  std::vector<PieceWithId> pieces;
  for (const Json& item : list) {
    const auto* const pair = item.array();
    if (pair == nullptr || pair->size() != 2 || pair->front().string() == nullptr)
      fail(fmt::format("token {} is no pair of a piece and its score", pieces.size()), text, item.at);
    pieces.push_back({pieces.size(), *pair->front().string(), item.at});
  }
  return pieces;
}

/// Those that are not special are decoded like the others. In byte-level vocabularies they are not: nobody
/// spells them so.
std::vector<PieceWithId> added_pieces(const Json* list, Spelling spelling, const Text& text) {
  if (!is_given(list)) return {};
  if (list->array() == nullptr)
    fail(fmt::format("the added tokens are {}, not an array", list->kind()), text, list->at);
  std::vector<PieceWithId> pieces;
  for (const Json& item : *list->array()) {
    const Json* const id = item.object() != nullptr ? item.find("id", text) : nullptr;
    if (id == nullptr) fail("an added token has no id", text, item.at);
    const std::string& piece = string_in(item, "content", text);
    const Json* const special = item.find("special", text);
    const bool is_special = special != nullptr && special->boolean() != nullptr && *special->boolean();
    pieces.push_back({.id = id_of(*id, in_quotes(piece), text),
                      .text = piece,
                      .at = item.at,
                      .added = true,
                      .literal = is_special || spelling == Spelling::byte_level});
  }
  return pieces;
}

}  // namespace

Pieces read_tokenizer_json(const Json& json, const Text& text) {
  const Json& model = *json.find("model", text);
  const Json* const vocab = model.find("vocab", text);
  if (vocab == nullptr || (vocab->object() == nullptr && vocab->array() == nullptr))
    fail("the model has no vocabulary", text, model.at, "expected \"vocab\" as tokenizer.json has it");
  std::vector<PieceWithId> pieces = vocab->object() != nullptr ? pieces_of_map(*vocab->object(), text)
                                                               : pieces_of_list(*vocab->array(), text);
  const Spelling spelling = spelling_told(json, text);
  std::vector<PieceWithId> added = added_pieces(json.find("added_tokens", text), spelling, text);
  pieces.insert(pieces.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
  Pieces result = pieces_by_id(std::move(pieces), text);
  result.spelling = spelling;
  return result;
}

}  // namespace logits::io
