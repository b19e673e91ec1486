#include "src/io/api/families.hpp"
#include "src/io/api/lists.hpp"
#include "src/io/json_values.hpp"

namespace logits::io::api {
namespace {

bool is_array(const Json* json) {
  return json != nullptr && json->array() != nullptr;
}

/// choices[0].logprobs alone, or an object that holds nothing but such.
bool fits(const Json& document, const Text& text) {
  const Json* const logprobs = document.find("logprobs", text);
  return is_array(document.find("token_logprobs", text)) || is_array(document.find("content", text)) ||
         is_array(document.find("prompt_logprobs", text)) ||
         (logprobs != nullptr && logprobs->object() != nullptr);
}

Response read(const Json& document, const Text& text) {
  Response response;
  if (const Json* const prompt = find_any(document, text, {"prompt_logprobs"})) {
    response.positions = prompt_positions(*prompt, 0, find_any(document, text, {"prompt_token_ids"}), text);
  }
  const Json* const logprobs = find_any(document, text, {"logprobs"});
  if (logprobs != nullptr || response.positions.empty())
    append(response.positions,
           logprobs_positions(logprobs != nullptr ? *logprobs : document, 0, std::nullopt, text));
  if (response.positions.empty()) response.positions.push_back(no_logprobs(0, document.at, response.ask));
  return response;
}

}  // namespace

const Family bare{fits, read};

}  // namespace logits::io::api
