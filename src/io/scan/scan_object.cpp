#include "src/io/scan/scan_object.hpp"

#include "src/io/json.hpp"
#include "src/io/json_position.hpp"
#include "src/io/json_values.hpp"
#include "src/io/json_wrapped.hpp"
#include "src/io/label_index.hpp"
#include "src/io/names.hpp"
#include "src/io/scan/scan_lists.hpp"
#include "src/io/scan/scan_records.hpp"

#include <utility>

namespace logits::io {
namespace {

struct Member {
  std::string key;
  std::size_t at;  // of the key
  std::size_t value_at;
  std::string_view value;  // not yet parsed: most objects turn out to be something else
};

/// An object whose long arrays have been read.
struct Object {
  std::size_t at = 0;
  std::optional<std::vector<double>> logits;
  std::optional<std::vector<std::string>> tokens;
  std::optional<std::vector<std::uint64_t>> ids;
  std::optional<Row> records;
  std::vector<Member> others;
};

void shift(Json& json, std::size_t by) {
  json.at += by;
  if (auto* const array = std::get_if<Json::Array>(&json.value)) {
    for (Json& item : *array) shift(item, by);
  } else if (auto* const object = std::get_if<Json::Object>(&json.value)) {
    for (auto& [key, at, value] : *object) {
      at += by;
      shift(value, by);
    }
  }
}

/// All but the long arrays.
Json parsed_others(const Object& object) {
  Json::Object members;
  for (const auto& [key, at, value_at, text] : object.others) {
    Json value = parse_json({"", text});
    shift(value, value_at);
    members.push_back({key, at, std::move(value)});
  }
  return Json(std::move(members), object.at);
}

bool holds_records(Scanner json) {
  return json.take('[') && json.sees('{');
}

bool scan_member(Scanner& json, Object& object) {
  const std::size_t at = json.place();
  auto key = json.string();
  if (!key || !json.take(':')) return false;
  if (json.sees('[')) {
    if (*key == "logits" && !object.logits) return (object.logits = scan_logits(json)).has_value();
    if (*key == "ids" && !object.ids) return (object.ids = scan_counts(json)).has_value();
    if (*key == "tokens" && !object.tokens && !object.records) {
      if (holds_records(json)) return (object.records = scan_records(json, Records::own)).has_value();
      return (object.tokens = scan_strings(json)).has_value();
    }
  }
  const std::size_t value_at = json.place();
  const auto value = json.value();
  if (!value) return false;
  object.others.push_back({std::move(*key), at, value_at, *value});
  return true;
}

std::optional<Object> scan_object(Scanner& json) {
  Object object;
  object.at = json.place();
  if (!json.take('{')) return std::nullopt;
  do {
    if (!scan_member(json, object)) return std::nullopt;
  } while (json.take(','));
  if (!json.take('}')) return std::nullopt;
  return object;
}

std::optional<Row> own_row(Object object, const Json& others, const Text& text) {
  if (!object.records || others.has("responses") || others.has("tokens")) return std::nullopt;
  Row row = std::move(*object.records);
  if (const Json* const position = others.find("position", text)) read_position(row, *position, text);
  if (const Json* const rest = others.find("rest", text)) read_rest(row, *rest, text);
  read_row_id(row, others.find("id", text), text);
  return row;
}

std::optional<Row> wrapped_row(Object object, const Json& others, const Text& text) {
  if (!object.logits || object.records || others.has("logits")) return std::nullopt;
  const auto fits = [&](std::string_view key, const auto& list) {
    return list ? list->size() == object.logits->size() && !others.has(key)
                : !is_given(others.find(key, text));
  };
  if (!fits("tokens", object.tokens) || !fits("ids", object.ids)) return std::nullopt;
  Row row;
  row.logits = std::move(*object.logits);
  if (object.tokens) row.labels = std::move(*object.tokens);
  if (object.ids) row.ids = std::move(*object.ids);
  require_distinct(row.ids, [] { return std::string(); });
  read_request(row, others, text);
  return row;
}

}  // namespace

std::optional<Row> scan_map(Scanner& json) {
  const std::size_t start = json.place();
  if (!json.take('{')) return std::nullopt;
  Row row;
  LabelIndex index(row.labels);
  do {
    auto key = json.string();
    if (!key || !json.take(':')) return std::nullopt;
    // With a word behind them these two may mean what the object is.
    const auto logit = *key == "token" || *key == "schema" ? json.number() : json.logit();
    if (!logit) return std::nullopt;
    row.labels.push_back(std::move(*key));
    row.logits.push_back(*logit);
    if (index.insert(static_cast<TokenId>(row.labels.size() - 1))) return std::nullopt;
    json.foresee(row.labels, start);
    json.foresee(row.logits, start);
  } while (json.take(','));
  if (!json.take('}')) return std::nullopt;
  return row;
}

std::optional<Row> scan_wrapped(Scanner& json, const Text& text) {
  auto object = scan_object(json);
  if (!object || (!object->logits && !object->records)) return std::nullopt;
  const Json others = parsed_others(*object);
  const Json* const schema = others.find("schema", text);
  if (schema == nullptr || schema->string() == nullptr) return wrapped_row(std::move(*object), others, text);
  return *schema->string() == "logits/1" ? own_row(std::move(*object), others, text) : std::nullopt;
}

}  // namespace logits::io
