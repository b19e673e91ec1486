#include "src/io/api/families.hpp"
#include "src/io/api/lists.hpp"
#include "src/io/json_values.hpp"

#include <algorithm>

namespace logits::io::api {
namespace {

bool has_text(const Json& document, const Text& text) {
  const Json* const content = document.find("content", text);
  return content != nullptr && content->string() != nullptr;
}

bool fits(const Json& document, const Text& text) {
  const bool is_own = has_text(document, text) &&
                      (document.has("stop") || document.has("tokens_predicted") || document.has("tokens"));
  return is_own || is_list_of_objects(document.find("completion_probabilities", text)) ||
         is_list_of_objects(document.find("probs", text));
}

/// Whether "probs" lists the tokens of one position, and not positions.
bool is_one_position(const Json& probs) {
  const Json::Array& entries = *probs.array();
  return std::none_of(entries.begin(), entries.end(), [](const Json& entry) {
    return entry.object() != nullptr &&
           (entry.has("top_logprobs") || entry.has("top_probs") || entry.has("probs"));
  });
}

Response read(const Json& document, const Text& text) {
  Response response;
  response.ask = "n_probs: 10";
  const Json* const stop = document.find("stop", text);
  if (stop != nullptr && stop->boolean() != nullptr) {
    response.is_chunk = true;
    response.is_last = *stop->boolean();
  }
  const Json* const index = document.find("index", text);
  const std::uint64_t choice = is_given(index) ? whole_number(*index, "index", text) : 0;

  const Json* const list = document.find("completion_probabilities", text);
  const Json* const probs = document.find("probs", text);
  if (is_list_of_objects(list)) {
    response.positions = entry_positions(*list, choice, text);
  } else if (is_list_of_objects(probs)) {
    if (is_one_position(*probs)) {
      response.positions = {entry_position(document, choice)};
    } else {
      response.positions = entry_positions(*probs, choice, text);
    }
  }
  // At the end of a stream older servers tell everything once more.
  for (Found& position : response.positions) {
    position.part = "completion";
    position.is_summary = response.is_last;
  }
  if (response.positions.empty())
    response.positions.push_back(no_logprobs(choice, document.at, response.ask));
  return response;
}

}  // namespace

const Family llama_cpp{fits, read};

}  // namespace logits::io::api
