#include "src/io/api/response.hpp"

#include "logits/error.hpp"
#include "src/io/api/families.hpp"
#include "src/io/api/lists.hpp"
#include "src/io/json_values.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace logits::io::api {
namespace {

// The first that fits reads the document.
constexpr std::array families = {&choices, &responses, &sglang, &gemini,      &tgi,
                                 &cohere,  &llama_cpp, &ollama, &without_any, &bare};

const Family* family_of(const Json& document, const Text& text) {
  const auto found = std::find_if(families.begin(), families.end(),
                                  [&](const Family* family) { return family->fits(document, text); });
  return found == families.end() ? nullptr : *found;
}

bool is_logit(const Json& json) {
  const std::string* const word = json.word() != nullptr ? &json.word()->text : json.string();
  return json.number() != nullptr || (word != nullptr && (*word == "-inf" || *word == "-Infinity"));
}

/// {token: logit}, whatever the tokens are called.
bool is_map_of_logits(const Json::Object& object) {
  return std::all_of(object.begin(), object.end(),
                     [](const Json::Member& member) { return is_logit(member.value); });
}

/// A logits/1 document, or one that has its logits.
bool is_own_or_wrapped(const Json& document, const Text& text) {
  const Json* const schema = document.find("schema", text);
  const Json* const logits = document.find("logits", text);
  return (schema != nullptr && schema->string() != nullptr && schema->string()->starts_with("logits/")) ||
         (logits != nullptr && logits->array() != nullptr);
}

bool says(const Json* json, std::string_view word) {
  return json != nullptr && json->string() != nullptr && *json->string() == word;
}

/// The string that says what went wrong, or what stands in its place. Nothing if this is no error message.
const Json* error_in(const Json& document, const Text& text) {
  const Json* const response = document.find("response", text);
  if (response != nullptr && response->object() != nullptr) return error_in(*response, text);
  const Json* error = document.find("error", text);
  const Json* const message = document.find("message", text);
  const bool is_named =
      says(document.find("object", text), "error") || says(document.find("type", text), "error");
  if (!is_given(error) && is_named) error = message;
  if (!is_given(error) && document.object()->size() == 1) error = document.find("detail", text);  // FastAPI
  if (error != nullptr && error->boolean() != nullptr) error = *error->boolean() ? message : nullptr;
  if (!is_given(error) || error->number() != nullptr || says(error, "")) return nullptr;
  while (error->array() != nullptr && !error->array()->empty()) error = &error->array()->front();
  while (error->object() != nullptr) {
    const Json* const inner = find_any(*error, text, {"message", "msg", "error", "detail"});
    if (inner == nullptr) break;
    error = inner;
  }
  return error;
}

}  // namespace

bool is_response(const Json& document, const Text& text) {
  if (document.array() != nullptr) {  // choices[0].logprobs.content alone; without top log-probs it is a row
    return is_list_of_objects(&document) &&
           (document.array()->front().has("top_logprobs") || document.array()->front().has("top_probs"));
  }
  if (document.object() == nullptr || is_map_of_logits(*document.object())) return false;
  if (is_own_or_wrapped(document, text)) return false;
  return error_in(document, text) != nullptr || family_of(document, text) != nullptr;
}

Response read_response(const Json& document, const Text& text) {
  if (document.array() != nullptr) {
    Response response;
    response.positions = entry_positions(document, 0, text);
    return response;
  }
  if (document.object() == nullptr)
    fail(fmt::format("this is {}, not a response", document.kind()), text, document.at);
  if (const Json* const error = error_in(document, text)) {
    const std::string words =
        error->string() != nullptr ? fmt::format(": '{}'", escaped(*error->string(), 300)) : "";
    throw Error(Failure::input, "this is an error message, not logits" + words, text.point(error->at));
  }
  const Family* const family = family_of(document, text);
  if (family == nullptr) fail("this is no response of an API that is known", text, document.at);
  return family->read(document, text);
}

void append(std::vector<Found>& positions, std::vector<Found> more) {
  std::move(more.begin(), more.end(), std::back_inserter(positions));
}

Found complaint(std::uint64_t choice, const std::string& what, std::size_t at) {
  return {.choice = choice,
          .at = at,
          .read = [what, at](const Text& text) -> std::optional<Listing> {
            throw Error(Failure::input, what, text.line(at));
          },
          .is_complaint = true};
}

Found no_logprobs(std::uint64_t choice, std::size_t at, std::string_view ask) {
  return complaint(choice, fmt::format("no log-probs in choice {}; ask for them with {}", choice, ask), at);
}

}  // namespace logits::io::api
