#include "src/io/json_shapes.hpp"

#include "src/io/json_position.hpp"
#include "src/io/json_records.hpp"
#include "src/io/json_values.hpp"
#include "src/io/json_wrapped.hpp"
#include "src/io/label_index.hpp"
#include "src/io/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace logits::io {
namespace {

void read_map(Row& row, const Json::Object& members, const Text& text) {
  LabelIndex index(row.labels);
  for (const auto& [key, at, value] : members) {
    row.labels.push_back(key);
    if (index.insert(static_cast<TokenId>(row.labels.size() - 1))) {
      fail(fmt::format("the token {} is there twice", in_quotes(key)), text, at);
    }
    row.logits.push_back(
        logit_of(value, text, [&k = key] { return fmt::format("the logit of {}", in_quotes(k)); }));
  }
}

/// Documents that are no logits and are better called what they are.
void refuse_what_is_no_row(const Json& object, const Text& text) {
  const Json* const token = object.find("token", text);
  if (is_record(object) && token != nullptr && token->number() == nullptr) {
    fail("this is a single token, not a row of them", text, object.at,
         "put the tokens of a row into an array");
  }
}

void read_own(Row& row, const Json& json, const std::string& schema, const Text& text) {
  if (schema != "logits/1")
    fail(fmt::format("the schema {} is not known", in_quotes(schema)), text, json.at, "known: logits/1");
  const Json* const tokens = json.find("tokens", text);
  if (tokens == nullptr || tokens->array() == nullptr) {
    fail("this output of logits holds no tokens to read back", text, json.at,
         "the output of 'sample' and 'diff' cannot be input");
  }
  if (tokens->array()->empty()) fail("there are no tokens", text, tokens->at);
  read_records(row, *tokens->array(), text, true);
  if (const Json* const position = json.find("position", text)) read_position(row, *position, text);
  if (const Json* const rest = json.find("rest", text)) read_rest(row, *rest, text);
  read_row_id(row, json.find("id", text), text);
}

/// Whether an object is this program's output. A token may be called "schema", and be banned.
bool is_own(const Json& object, const Json* schema) {
  const std::string* const name = schema != nullptr ? schema->string() : nullptr;
  return name != nullptr && (name->starts_with("logits/") || object.has("tokens") || object.has("rng"));
}

/// What --stats says of responses as a whole, behind the rows of their positions.
bool is_summary(const Json& document, const Text& text) {
  return document.object() != nullptr && document.has("responses") &&
         is_own(document, document.find("schema", text));
}

bool is_array_of_rows(const Json& json) {
  if (json.array() == nullptr) return false;
  return std::any_of(json.array()->begin(), json.array()->end(), [](const Json& item) {
    return item.array() != nullptr || (item.object() != nullptr && !is_record(item));
  });
}

}  // namespace

std::vector<const Json*> row_parts(const Json& document, const Text& text) {
  if (is_summary(document, text)) return {};
  if (!is_array_of_rows(document)) return {&document};
  std::vector<const Json*> parts;
  for (const Json& item : *document.array()) {
    if (item.number() != nullptr) {
      fail("there is a number among the rows", text, item.at,
           "a row of one token is an array too: [[1, 2], [3]]");
    }
    parts.push_back(&item);
  }
  return parts;
}

Row read_row(const Json& part, const Text& text, std::string place) {
  Row row;
  row.place = std::move(place);
  if (const auto* const array = part.array()) {
    const bool records = !array->empty() && is_record(array->front());
    records ? read_records(row, *array, text, false) : read_numbers(row, *array, text);
  } else if (const auto* const object = part.object()) {
    const Json* const schema = part.find("schema", text);
    const Json* const logits = part.find("logits", text);
    if (is_own(part, schema)) {
      read_own(row, part, *schema->string(), text);
    } else if (logits != nullptr && logits->array() != nullptr) {
      read_wrapped(row, part, text);
    } else {
      refuse_what_is_no_row(part, text);
      read_map(row, *object, text);
    }
  } else if (part.number() != nullptr) {
    row.logits = {*part.number()};
  } else {
    fail(fmt::format("this is {}, not logits", part.kind()), text, part.at);
  }
  if (row.logits.empty()) fail("there are no tokens", text, part.at);
  return row;
}

}  // namespace logits::io
