#include "src/io/api/families.hpp"
#include "src/io/api/lists.hpp"
#include "src/io/json_values.hpp"

namespace logits::io::api {
namespace {

bool fits(const Json& document, const Text& text) {
  const Json* const done = document.find("done", text);
  return (done != nullptr && done->boolean() != nullptr) ||
         is_list_of_objects(document.find("logprobs", text));
}

Response read(const Json& document, const Text& text) {
  Response response;
  const Json* const done = document.find("done", text);
  response.is_chunk = done != nullptr;
  response.is_last = done != nullptr && done->boolean() != nullptr && *done->boolean();
  if (const Json* const logprobs = find_any(document, text, {"logprobs"}))
    response.positions = logprobs_positions(*logprobs, 0, std::nullopt, text);
  if (response.positions.empty()) response.positions.push_back(no_logprobs(0, document.at, response.ask));
  return response;
}

}  // namespace

const Family ollama{fits, read};

}  // namespace logits::io::api
