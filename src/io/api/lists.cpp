#include "src/io/api/lists.hpp"

#include "src/io/json_values.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace logits::io::api {
namespace {

bool is_filled(const Json* list) {
  return list != nullptr && list->array() != nullptr && !list->array()->empty();
}

}  // namespace

std::vector<Found> logprobs_positions(const Json& logprobs, std::uint64_t choice,
                                      std::optional<std::uint64_t> prompt_tokens, const Text& text) {
  if (logprobs.array() != nullptr) return entry_positions(logprobs, choice, text);
  if (logprobs.object() == nullptr)
    fail(fmt::format("the log-probs are {}, not an object or an array", logprobs.kind()), text, logprobs.at);

  std::vector<Found> positions;
  for (const std::string_view name : {"reasoning_content", "content", "refusal"}) {
    const Json* const list = logprobs.find(name, text);
    if (is_filled(list)) append(positions, entry_positions(*list, choice, text));
  }
  if (!positions.empty()) return positions;
  if (is_given(logprobs.find("tokens", text)) || is_given(logprobs.find("token_logprobs", text)))
    return legacy_positions(logprobs, choice, prompt_tokens, text);
  if (logprobs.has("token")) return {entry_position(logprobs, choice)};  // mistral.rs streams them so
  const bool is_known = logprobs.object()->empty() || logprobs.has("content") || logprobs.has("refusal");
  if (!is_known) fail("these log-probs have a shape that is not known", text, logprobs.at);
  return {};
}

}  // namespace logits::io::api
