#include "src/io/api/lists.hpp"
#include "src/io/format.hpp"
#include "src/io/json_values.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace logits::io::api {
namespace {

/// The lists of a legacy response; those that it does not have are null.
struct Lists {
  const Json::Array* tokens;
  const Json::Array* logprobs;
  const Json::Array* top;
  const Json::Array* ids;
  const Json::Array* top_ids;
};

const Json* at(const Json::Array* list, std::size_t i) {
  return list != nullptr && !(*list)[i].is_null() ? &(*list)[i] : nullptr;
}

std::vector<Entry> entries_of(const Json& dictionary, bool by_id, const Text& text) {
  std::vector<Entry> entries;
  if (const auto* const array = dictionary.array()) {
    for (const Json& entry : *array) entries.push_back(read_entry(entry, text));
    return entries;
  }
  if (dictionary.object() == nullptr)
    fail(fmt::format("the top log-probs are {}, not an object", dictionary.kind()), text, dictionary.at);
  for (const auto& [key, at, value] : *dictionary.object()) {
    Entry entry = called(by_id && !key.starts_with("token_id:") ? "token_id:" + key : key, at);
    read_logprob(entry, value, text);
    entries.push_back(std::move(entry));
  }
  return entries;
}

/// The same tokens once by text and once by id (text-generation-webui). Equal texts fall together in the
/// dictionary by text; then only the one by id is whole.
std::vector<Entry> with_ids(const std::vector<Entry>& by_text, std::vector<Entry> by_id) {
  const bool same = std::equal(by_text.begin(), by_text.end(), by_id.begin(), by_id.end(),
                               [](const Entry& a, const Entry& b) { return a.logprob == b.logprob; });
  for (std::size_t i = 0; same && i < by_id.size(); ++i) by_id[i].text = by_text[i].text;
  return by_id;
}

std::optional<Listing> read_position(const Lists& lists, std::size_t i, const Text& text) {
  Listing listing{.chosen = called((*lists.tokens)[i], text), .may_hold_chosen = true};
  const bool tokens_are_ids = (*lists.tokens)[i].number() != nullptr;
  if (const Json* const id = at(lists.ids, i)) listing.chosen->id = id_of(*id, "a token", text);
  if (const Json* const logprob = at(lists.logprobs, i)) read_logprob(*listing.chosen, *logprob, text);
  if (const Json* const top = at(lists.top, i)) listing.top = entries_of(*top, tokens_are_ids, text);
  if (const Json* const top = at(lists.top_ids, i))
    listing.top = with_ids(listing.top, entries_of(*top, true, text));
  listing.top = by_falling_logprob(std::move(listing.top));
  const bool is_told = listing.chosen->logprob || listing.chosen->is_unlisted || !listing.top.empty();
  if (i == 0 && !is_told) return std::nullopt;
  return listing;
}

}  // namespace

std::vector<Entry> by_falling_logprob(std::vector<Entry> entries) {
  const auto height = [](const Entry& entry) {
    return entry.logprob.value_or(-std::numeric_limits<double>::infinity());
  };
  std::stable_sort(entries.begin(), entries.end(),
                   [&](const Entry& a, const Entry& b) { return height(a) > height(b); });
  return entries;
}

void require_equally_long(const Json& list, std::string_view what, std::size_t count, std::string_view of,
                          const Text& text) {
  if (array_of(list, what, text).size() == count) return;
  fail(fmt::format("'{}' has {} and '{}' has {}", what, counted(list.array()->size(), "element"), of, count),
       text, list.at);
}

std::vector<Found> legacy_positions(const Json& json, std::uint64_t choice,
                                    std::optional<std::uint64_t> prompt_tokens, const Text& text) {
  const Json* const tokens = find_any(json, text, {"tokens"});
  if (tokens == nullptr) fail("these log-probs have no \"tokens\"", text, json.at);
  const std::size_t count = array_of(*tokens, "tokens", text).size();
  const auto list = [&](std::string_view name) -> const Json::Array* {
    const Json* const found = find_any(json, text, {name});
    if (found == nullptr || (found->array() != nullptr && found->array()->empty())) return nullptr;
    require_equally_long(*found, name, count, "tokens", text);
    return found->array();
  };
  const Lists lists{tokens->array(), list("token_logprobs"), list("top_logprobs"), list("token_ids"),
                    list("top_logprobs_ids")};
  const bool is_echo = count > 0 && lists.logprobs != nullptr && lists.logprobs->front().is_null();
  std::vector<Found> positions;
  for (std::size_t i = 0; i < count; ++i) {
    positions.push_back({.choice = choice,
                         .in_prompt = is_echo && i < prompt_tokens.value_or(0),
                         .at = (*tokens->array())[i].at,
                         .read = [lists, i](const Text& t) {
                           return read_position(lists, i, t);
                         }});
  }
  return positions;
}

std::vector<Found> prompt_positions(const Json& json, std::uint64_t choice, const Json* ids,
                                    const Text& text) {
  const Json::Array& list = array_of(json, "prompt_logprobs", text);
  if (ids != nullptr) require_equally_long(*ids, "prompt_token_ids", list.size(), "prompt_logprobs", text);
  std::vector<Found> positions;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto read = [&entries = list[i], ids, i](const Text& t) -> std::optional<Listing> {
      if (entries.is_null() && i == 0) return std::nullopt;
      if (entries.object() == nullptr)
        fail(fmt::format("the log-probs of a position are {}, not an object", entries.kind()), t, entries.at);
      Listing listing{.may_hold_chosen = true};
      for (const auto& [key, at, value] : *entries.object()) {
        Entry entry = read_entry(value, t);
        entry.id = called("token_id:" + key, at).id;
        listing.top.push_back(std::move(entry));
      }
      if (ids != nullptr) {
        listing.chosen = called((*ids->array())[i], t);
      } else if (!listing.top.empty()) {
        listing.chosen = listing.top.front();
      }
      listing.top = by_falling_logprob(std::move(listing.top));
      return listing;
    };
    positions.push_back({.choice = choice, .in_prompt = true, .at = list[i].at, .read = read});
  }
  return positions;
}

}  // namespace logits::io::api
