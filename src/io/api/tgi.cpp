#include "src/io/api/families.hpp"
#include "src/io/api/lists.hpp"
#include "src/io/json_values.hpp"

#include <fmt/format.h>

namespace logits::io::api {
namespace {

constexpr Bans bans{.null = true};

bool is_object(const Json* json) {
  return json != nullptr && json->object() != nullptr;
}

bool fits(const Json& document, const Text& text) {
  const Json* const generated = document.find("generated_text", text);
  return (generated != nullptr && generated->string() != nullptr) ||
         is_object(document.find("details", text)) || is_object(document.find("token", text));
}

Listing read_position(const Json& chosen, const Json* top, const Text& text) {
  Listing listing{.chosen = read_entry(chosen, text, bans)};
  if (!is_given(top)) return listing;
  for (const Json& entry : array_of(*top, "top_tokens", text))
    listing.top.push_back(read_entry(entry, text, bans));
  return listing;
}

/// What "details" lists, of the best sequence or another one.
std::vector<Found> positions_of(const Json& details, std::uint64_t choice, const Text& text) {
  std::vector<Found> positions;
  if (const Json* const prefill = find_any(details, text, {"prefill"})) {
    bool may_begin = true;
    for (const Json& token : array_of(*prefill, "prefill", text)) {
      const auto read = [&token, may_begin](const Text& t) -> std::optional<Listing> {
        const Json* const logprob = token.object() != nullptr ? token.find("logprob", t) : nullptr;
        if (may_begin && logprob != nullptr && logprob->is_null()) return std::nullopt;
        return read_position(token, nullptr, t);
      };
      positions.push_back({.choice = choice, .in_prompt = true, .at = token.at, .read = read});
      may_begin = false;
    }
  }
  const Json* const tokens = find_any(details, text, {"tokens"});
  if (tokens == nullptr) return positions;
  const std::size_t count = array_of(*tokens, "tokens", text).size();
  const Json* top = find_any(details, text, {"top_tokens"});
  if (top != nullptr && top->array() != nullptr && top->array()->empty()) top = nullptr;
  if (top != nullptr) require_equally_long(*top, "top_tokens", count, "tokens", text);
  for (std::size_t i = 0; i < count; ++i) {
    const Json& token = (*tokens->array())[i];
    positions.push_back({.choice = choice, .at = token.at, .read = [&token, top, i](const Text& t) {
                           return std::optional(
                               read_position(token, top != nullptr ? &(*top->array())[i] : nullptr, t));
                         }});
  }
  return positions;
}

Response read(const Json& document, const Text& text) {
  Response response;
  response.ask = "details: true and top_n_tokens: 5 in parameters";
  if (const Json* const token = document.find("token", text); is_object(token)) {
    const Json* const top = document.find("top_tokens", text);
    response.positions.push_back({.at = token->at, .read = [token, top](const Text& t) {
                                    return std::optional(read_position(*token, top, t));
                                  }});
    response.is_chunk = true;
    response.is_last = is_given(document.find("generated_text", text));
    return response;
  }
  const Json* const details = document.find("details", text);
  if (is_object(details)) {
    response.positions = positions_of(*details, 0, text);
    if (const Json* const others = find_any(*details, text, {"best_of_sequences"})) {
      std::uint64_t choice = 0;
      for (const Json& other : array_of(*others, "best_of_sequences", text)) {
        if (other.object() == nullptr)
          fail(fmt::format("a sequence is {}, not an object", other.kind()), text, other.at);
        append(response.positions, positions_of(other, ++choice, text));
      }
    }
  }
  if (response.positions.empty()) response.positions.push_back(no_logprobs(0, document.at, response.ask));
  return response;
}

}  // namespace

const Family tgi{fits, read};

}  // namespace logits::io::api
