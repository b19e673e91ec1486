#include "src/io/api/families.hpp"
#include "src/io/api/lists.hpp"
#include "src/io/json_values.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace logits::io::api {
namespace {

const Json* information(const Json& document, const Text& text) {
  const Json* const found = document.find("meta_info", text);
  return found != nullptr && found->object() != nullptr ? found : nullptr;
}

bool fits(const Json& document, const Text& text) {
  return information(document, text) != nullptr;
}

/// [logprob, id, text or null]; lmdeploy leaves the text out.
Entry read_triple(const Json& json, const Text& text) {
  const Json::Array* const triple = json.array();
  if (triple == nullptr || triple->size() < 2)
    fail("this is not [logprob, id, text], as SGLang lists a token", text, json.at);
  Entry entry;
  entry.at = json.at;
  entry.id = id_of((*triple)[1], "a token", text);
  if (triple->size() > 2 && !(*triple)[2].is_null()) entry.text = called((*triple)[2], text).text;
  read_logprob(entry, triple->front(), text, {.null = true});
  return entry;
}

struct Lists {
  const Json* tokens;
  const Json* top;    // of the same length, or nothing
  const Json* asked;  // token_ids_logprob: of tokens that the request named
};

std::optional<Listing> read_position(const Lists& lists, std::size_t i, bool may_begin, const Text& text) {
  const Json& token = (*lists.tokens->array())[i];
  Listing listing{.chosen = read_triple(token, text)};
  if (may_begin && token.array()->front().is_null()) return std::nullopt;
  const auto each = [&](const Json* list, const auto& take) {
    if (list == nullptr || (*list->array())[i].is_null()) return;
    for (const Json& triple : array_of((*list->array())[i], "a list of tokens", text))
      take(read_triple(triple, text));
  };
  each(lists.top, [&](Entry entry) { listing.top.push_back(std::move(entry)); });
  each(lists.asked, [&](Entry entry) {
    const bool is_new = !same_token(entry, *listing.chosen) &&
                        std::none_of(listing.top.begin(), listing.top.end(),
                                     [&](const Entry& other) { return same_token(entry, other); });
    if (is_new) listing.more.push_back(std::move(entry));
  });
  return listing;
}

void append_list(Response& response, const Json& information, std::string_view kind, std::uint64_t choice,
                 const Text& text) {
  const auto list = [&](std::string_view name) -> const Json* {
    const Json* const found = find_any(information, text, {fmt::format("{}_{}", kind, name)});
    return found != nullptr && found->array() != nullptr && !found->array()->empty() ? found : nullptr;
  };
  const Lists lists{list("token_logprobs"), list("top_logprobs"), list("token_ids_logprobs")};
  if (lists.tokens == nullptr) return;
  const std::size_t count = lists.tokens->array()->size();
  for (const Json* const other : {lists.top, lists.asked}) {
    if (other != nullptr)
      require_equally_long(
          *other, fmt::format("{}_{}", kind, other == lists.top ? "top_logprobs" : "token_ids_logprobs"),
          count, fmt::format("{}_token_logprobs", kind), text);
  }
  // A stream repeats what it has told before, or tells only what is new; the number of tokens says which.
  const bool in_prompt = kind == "input";
  const Json* const total = in_prompt ? nullptr : find_any(information, text, {"completion_tokens"});
  const std::uint64_t last = total != nullptr ? whole_number(*total, "completion_tokens", text) : count;
  const std::uint64_t first = last > count ? last - count : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const bool may_begin = in_prompt && i == 0;
    response.positions.push_back(
        {.choice = choice,
         .in_prompt = in_prompt,
         .at = (*lists.tokens->array())[i].at,
         .read = [lists, i, may_begin](const Text& t) { return read_position(lists, i, may_begin, t); },
         .number = first + i});
  }
}

Response read(const Json& document, const Text& text) {
  Response response;
  response.ask = "return_logprob: true";
  const Json* const index = document.find("index", text);
  const std::uint64_t choice = is_given(index) ? whole_number(*index, "index", text) : 0;
  const Json& told = *information(document, text);
  append_list(response, told, "input", choice, text);
  append_list(response, told, "output", choice, text);
  if (const Json* const id = told.find("id", text); id != nullptr && id->string() != nullptr)
    response.id = *id->string();
  if (response.positions.empty())
    response.positions.push_back(no_logprobs(choice, document.at, response.ask));
  return response;
}

}  // namespace

const Family sglang{fits, read};

}  // namespace logits::io::api
