#include "src/io/api/lists.hpp"

namespace logits::io::api {
namespace {

/// How this list writes minus infinity, told by the members of its entries.
Bans bans_of(const Json& entry, const Text& text) {
  const Json* const bytes = entry.find("bytes", text);
  // OpenAI's entries always have bytes. TGI's have none, mistral.rs's are a string.
  return {.null = bytes == nullptr || bytes->string() != nullptr};
}

Listing read_position(const Json& json, const Text& text) {
  Listing listing;
  listing.chosen = read_entry(json, text);
  const Json* const content = json.find("content", text);
  if (listing.chosen->label() == nullptr && content != nullptr && content->string() != nullptr)
    listing.chosen->text = *content->string();
  const Json* const top = find_any(json, text, {"top_logprobs", "top_probs", "probs"});
  if (top == nullptr) return listing;
  Bans bans = bans_of(json, text);
  for (const Json& entry : array_of(*top, "top_logprobs", text)) {
    const Json* const bytes = entry.object() != nullptr ? entry.find("bytes", text) : nullptr;
    bans.null = bans.null || (bytes != nullptr && bytes->string() != nullptr);
    listing.top.push_back(read_entry(entry, text, bans));
  }
  return listing;
}

}  // namespace

Found entry_position(const Json& entry, std::uint64_t choice) {
  return {.choice = choice, .at = entry.at, .read = [&entry](const Text& text) {
            return std::optional(read_position(entry, text));
          }};
}

std::vector<Found> entry_positions(const Json& entries, std::uint64_t choice, const Text& text) {
  std::vector<Found> positions;
  for (const Json& entry : array_of(entries, "logprobs", text))
    positions.push_back(entry_position(entry, choice));
  return positions;
}

}  // namespace logits::io::api
