#include "src/io/api/families.hpp"
#include "src/io/api/lists.hpp"
#include "src/io/json_values.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace logits::io::api {
namespace {

bool fits(const Json& document, const Text& text) {
  const Json* const candidates = document.find("candidates", text);
  const Json* const feedback = document.find("promptFeedback", text);
  return (candidates != nullptr && candidates->array() != nullptr) ||
         (feedback != nullptr && feedback->object() != nullptr);
}

Listing read_position(const Json* chosen, const Json* top, const Text& text) {
  Listing listing;
  if (chosen != nullptr) listing.chosen = read_entry(*chosen, text);
  if (top == nullptr) return listing;
  if (top->object() == nullptr)
    fail(fmt::format("the top candidates are {}, not an object", top->kind()), text, top->at);
  if (const Json* const candidates = find_any(*top, text, {"candidates"})) {
    for (const Json& entry : array_of(*candidates, "candidates", text))
      listing.top.push_back(read_entry(entry, text));
  }
  return listing;
}

std::vector<Found> positions_of(const Json& result, std::uint64_t choice, const Text& text) {
  const Json* const chosen = find_any(result, text, {"chosenCandidates", "chosen_candidates"});
  const Json* const top = find_any(result, text, {"topCandidates", "top_candidates"});
  if (chosen == nullptr && top == nullptr) return {};
  const Json& list = chosen != nullptr ? *chosen : *top;
  const std::size_t count = array_of(list, "chosenCandidates", text).size();
  if (top != nullptr) require_equally_long(*top, "topCandidates", count, "chosenCandidates", text);
  std::vector<Found> positions;
  for (std::size_t i = 0; i < count; ++i) {
    positions.push_back(
        {.choice = choice, .at = (*list.array())[i].at, .read = [chosen, top, i](const Text& t) {
           return std::optional(read_position(chosen != nullptr ? &(*chosen->array())[i] : nullptr,
                                              top != nullptr ? &(*top->array())[i] : nullptr, t));
         }});
  }
  return positions;
}

Response read(const Json& document, const Text& text) {
  Response response;
  response.ask = "responseLogprobs: true and logprobs: 5 in generationConfig";
  const Json* const candidates = find_any(document, text, {"candidates"});
  if (candidates == nullptr || candidates->array()->empty()) {
    response.positions.push_back(complaint(0, "the response has no candidates", document.at));
    return response;
  }
  for (std::size_t i = 0; i < candidates->array()->size(); ++i) {
    const Json& candidate = (*candidates->array())[i];
    if (candidate.object() == nullptr)
      fail(fmt::format("candidate {} is {}, not an object", i, candidate.kind()), text, candidate.at);
    const Json* const index = candidate.find("index", text);
    const std::uint64_t choice = is_given(index) ? whole_number(*index, "index", text) : i;
    const Json* const result = find_any(candidate, text, {"logprobsResult", "logprobs_result"});
    auto positions = result != nullptr && result->object() != nullptr ? positions_of(*result, choice, text)
                                                                      : std::vector<Found>{};
    if (positions.empty()) positions.push_back(no_logprobs(choice, candidate.at, response.ask));
    append(response.positions, std::move(positions));
  }
  return response;
}

}  // namespace

const Family gemini{fits, read};

}  // namespace logits::io::api
