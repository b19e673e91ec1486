#include "src/io/api/families.hpp"
#include "src/io/api/lists.hpp"
#include "src/io/json_values.hpp"
#include "src/io/number.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace logits::io::api {
namespace {

const Json* list_of(const Json& document, const Text& text) {
  for (const std::string_view name : {"choices", "results"}) {  // KoboldCpp's own API has results
    const Json* const found = document.find(name, text);
    if (found != nullptr && found->array() != nullptr) return found;
  }
  return nullptr;
}

bool fits(const Json& document, const Text& text) {
  return list_of(document, text) != nullptr;
}

std::uint64_t number_of(const Json& choice, std::size_t place, const Text& text) {
  const Json* const index = choice.find("index", text);
  return is_given(index) ? whole_number(*index, "index", text) : place;
}

/// How many tokens of an echoed response are its prompt, if that can be told.
std::optional<std::uint64_t> prompt_tokens(const Json& document, const Text& text) {
  const Json* const usage = find_any(document, text, {"usage"});
  const Json* const count =
      usage != nullptr && usage->object() != nullptr ? find_any(*usage, text, {"prompt_tokens"}) : nullptr;
  return count != nullptr ? std::optional(whole_number(*count, "prompt_tokens", text)) : std::nullopt;
}

/// Together echoes the prompt beside the choices.
void append_prompt(std::vector<Found>& positions, const Json& prompt, const Text& text) {
  for (std::size_t i = 0; i < prompt.array()->size(); ++i) {
    const Json& part = (*prompt.array())[i];
    if (part.object() == nullptr) continue;
    const Json* const logprobs = find_any(part, text, {"logprobs"});
    if (logprobs == nullptr) continue;
    auto more = logprobs_positions(*logprobs, i, std::nullopt, text);
    for (Found& position : more) position.in_prompt = true;
    append(positions, std::move(more));
  }
}

/// vLLM's return_token_ids: the ids of the chosen tokens, beside the log-probs. (With an echoed prompt they
/// are fewer, and then say nothing of which is which.)
void add_ids(std::vector<Found>& positions, const Json& ids, const Text& text) {
  if (array_of(ids, "token_ids", text).size() != positions.size()) return;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    positions[i].read = [read = std::move(positions[i].read), &id = (*ids.array())[i]](const Text& t) {
      auto listing = read(t);
      if (listing && listing->chosen && !listing->chosen->id) listing->chosen->id = called(id, t).id;
      return listing;
    };
  }
}

std::vector<Found> positions_of(const Json& document, const Json& choice, std::uint64_t number, bool alone,
                                const Text& text) {
  std::vector<Found> positions;
  const Json* const prompt = find_any(choice, text, {"prompt_logprobs"});
  if (prompt != nullptr)
    append(positions, prompt_positions(*prompt, number, find_any(choice, text, {"prompt_token_ids"}), text));
  const Json* const logprobs = find_any(choice, text, {"logprobs"});
  if (logprobs == nullptr) return positions;
  auto generated =
      logprobs_positions(*logprobs, number, alone ? prompt_tokens(document, text) : std::nullopt, text);
  if (const Json* const ids = find_any(choice, text, {"token_ids"})) add_ids(generated, *ids, text);
  append(positions, std::move(generated));
  return positions;
}

Response read(const Json& document, const Text& text) {
  Response response;
  const Json& choices = *list_of(document, text);
  const Json* const object = document.find("object", text);
  const bool is_named_chunk =
      object != nullptr && object->string() != nullptr && object->string()->ends_with(".chunk");
  const bool is_chat = std::any_of(choices.array()->begin(), choices.array()->end(), [](const Json& choice) {
    return choice.object() != nullptr && (choice.has("message") || choice.has("delta"));
  });
  response.is_chunk =
      is_named_chunk || std::any_of(choices.array()->begin(), choices.array()->end(), [](const Json& choice) {
        return choice.object() != nullptr && choice.has("delta");
      });
  for (const Json& choice : *choices.array()) {
    if (choice.object() == nullptr) continue;
    const Json* const delta = choice.find("delta", text);
    response.is_first = response.is_first || choice.has("message");  // a whole response
    response.tells_role = response.tells_role || (delta != nullptr && delta->object() != nullptr &&
                                                  is_given(delta->find("role", text)));
  }
  response.ask = is_chat || is_named_chunk ? "logprobs: true" : "logprobs: 5";
  if (const Json* const id = document.find("id", text); id != nullptr && id->string() != nullptr)
    response.id = *id->string();

  if (const Json* const prompt = find_any(document, text, {"prompt_logprobs"})) {
    append(response.positions,
           prompt_positions(*prompt, 0, find_any(document, text, {"prompt_token_ids"}), text));
  }
  if (const Json* const prompt = document.find("prompt", text);
      prompt != nullptr && prompt->array() != nullptr)
    append_prompt(response.positions, *prompt, text);
  const bool has_prompt = !response.positions.empty();  // then it may be all that is wanted
  if (choices.array()->empty()) {
    response.positions.push_back(complaint(0, "the response has no choices", choices.at));
  }
  for (std::size_t i = 0; i < choices.array()->size(); ++i) {
    const Json& choice = (*choices.array())[i];
    if (choice.object() == nullptr)
      fail(fmt::format("choice {} is {}, not an object", i, choice.kind()), text, choice.at);
    const std::uint64_t number = number_of(choice, i, text);
    // A whole completion says why it ended. (Of chats the pieces are told by their delta.)
    const Json* const reason = choice.find("finish_reason", text);
    if (is_given(reason)) response.finished.push_back(number);
    response.is_chunk = response.is_chunk || (!is_chat && reason != nullptr && reason->is_null());
    auto positions = positions_of(document, choice, number, choices.array()->size() == 1, text);
    if (positions.empty() && !has_prompt) {
      const Json* const logprobs = find_any(choice, text, {"logprobs"});
      const bool is_empty = logprobs != nullptr && logprobs->object() != nullptr &&
                            find_any(*logprobs, text, {"content", "tokens"}) != nullptr;
      positions.push_back(
          is_empty ? complaint(number, fmt::format("the log-probs of choice {} list no position", number),
                               choice.at)
                   : no_logprobs(number, choice.at, response.ask));
    }
    append(response.positions, std::move(positions));
  }
  return response;
}

}  // namespace

const Family choices{fits, read};

}  // namespace logits::io::api
