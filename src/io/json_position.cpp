#include "src/io/json_position.hpp"

#include "src/io/json_values.hpp"
#include "src/io/number.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <fmt/format.h>

namespace logits::io {
namespace {

void require_object(const Json& json, std::string_view what, const Text& text) {
  if (json.object() == nullptr)
    fail(fmt::format("\"{}\" is {}, not an object", what, json.kind()), text, json.at);
}

const Json& member(const Json& json, std::string_view key, const Text& text) {
  const Json* const found = json.find(key, text);
  if (found == nullptr) fail(fmt::format("\"{}\" is missing", key), text, json.at);
  return *found;
}

std::uint64_t count_at(const Json& json, std::string_view key, const Text& text,
                       std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) {
  const Json& number = member(json, key, text);
  const auto count = number.number() != nullptr ? parse_count(number_text(number, text)) : std::nullopt;
  if (!count || *count > most)
    fail(fmt::format("\"{}\" is not a whole number in its range", key), text, number.at);
  return *count;
}

}  // namespace

void read_position(Row& row, const Json& json, const Text& text) {
  require_object(json, "position", text);
  Position position;
  position.choice = count_at(json, "choice", text);
  position.number = count_at(json, "number", text);
  const Json& in_prompt = member(json, "in_prompt", text);
  if (in_prompt.boolean() == nullptr) fail("\"in_prompt\" is neither true nor false", text, in_prompt.at);
  position.in_prompt = *in_prompt.boolean();
  const Json& chosen = member(json, "chosen", text);
  require_object(chosen, "chosen", text);
  if (const Json* const bytes = chosen.find("bytes", text)) {
    position.chosen = bytes_of(*bytes, "the chosen token", text);
  } else {
    const Json& token = member(chosen, "token", text);
    if (token.string() == nullptr) fail("the chosen token is not a string", text, token.at);
    position.chosen = *token.string();
  }
  if (chosen.has("index"))
    position.chosen_index = static_cast<TokenId>(count_at(chosen, "index", text, row.count() - 1));
  row.position = std::move(position);
}

void read_rest(Row& row, const Json& json, const Text& text) {
  require_object(json, "rest", text);
  const double logp = logprob_of(member(json, "logp", text), "the log-prob of the rest", text);
  const double highest = logprob_of(member(json, "highest", text), "the highest log-prob of the rest", text);
  if (std::isfinite(logp) && !std::isfinite(highest))
    fail("the rest has a probability, and no token of it has any", text, json.at);
  row.logits.push_back(logp);
  row.rest = Rest{highest};
}

}  // namespace logits::io
