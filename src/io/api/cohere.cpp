#include "src/io/api/families.hpp"
#include "src/io/api/lists.hpp"
#include "src/io/json_values.hpp"

#include <fmt/format.h>

namespace logits::io::api {
namespace {

/// {"token_ids", "text", "logprobs"}: the chosen tokens of a piece of text.
bool is_piece(const Json& json) {
  return json.object() != nullptr && json.has("token_ids") && json.has("logprobs");
}

bool is_event(const Json& document, const Text& text) {
  const Json* const type = document.find("type", text);
  if (type == nullptr || type->string() == nullptr) return false;
  for (const std::string_view start : {"message-", "content-", "tool-", "citation-"}) {
    if (type->string()->starts_with(start)) return true;
  }
  return false;
}

bool fits(const Json& document, const Text& text) {
  const Json* const logprobs = document.find("logprobs", text);
  const bool has_pieces = is_list_of_objects(logprobs) && is_piece(logprobs->array()->front());
  const Json* const message = document.find("message", text);
  const bool is_whole = message != nullptr && message->object() != nullptr && document.has("finish_reason");
  return has_pieces || is_whole || is_event(document, text);
}

Listing read_position(const Json& piece, std::size_t i, const Text& text) {
  const Json::Array& ids = *piece.find("token_ids", text)->array();
  Entry entry = called(ids[i], text);
  // The text is that of all its tokens together.
  const Json* const words = find_any(piece, text, {"text"});
  if (ids.size() == 1 && words != nullptr) entry.text = called(*words, text).text;
  read_logprob(entry, (*piece.find("logprobs", text)->array())[i], text);
  return {.chosen = entry};
}

void append_piece(std::vector<Found>& positions, const Json& piece, const Text& text) {
  if (!is_piece(piece))
    fail("this is not {\"token_ids\", \"text\", \"logprobs\"}, as Cohere lists tokens", text, piece.at);
  const Json& logprobs = *piece.find("logprobs", text);
  const std::size_t count = array_of(logprobs, "logprobs", text).size();
  require_equally_long(*piece.find("token_ids", text), "token_ids", count, "logprobs", text);
  for (std::size_t i = 0; i < count; ++i) {
    positions.push_back({.at = (*logprobs.array())[i].at, .read = [&piece, i](const Text& t) {
                           return std::optional(read_position(piece, i, t));
                         }});
  }
}

Response read(const Json& document, const Text& text) {
  Response response;
  response.is_chunk = is_event(document, text);
  response.is_first = response.is_chunk && *document.find("type", text)->string() == "message-start";
  if (const Json* const logprobs = find_any(document, text, {"logprobs"})) {
    if (logprobs->array() == nullptr) {
      append_piece(response.positions, *logprobs, text);
    } else {
      for (const Json& piece : *logprobs->array()) append_piece(response.positions, piece, text);
    }
  }
  if (response.positions.empty() && !response.is_chunk)
    response.positions.push_back(no_logprobs(0, document.at, response.ask));
  return response;
}

}  // namespace

const Family cohere{fits, read};

}  // namespace logits::io::api
