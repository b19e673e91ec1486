#include "src/io/api/families.hpp"
#include "src/io/api/lists.hpp"
#include "src/io/json_values.hpp"

#include <fmt/format.h>

namespace logits::io::api {
namespace {

bool is_event(const Json& document, const Text& text) {
  const Json* const type = document.find("type", text);
  return type != nullptr && type->string() != nullptr && type->string()->starts_with("response.");
}

bool fits(const Json& document, const Text& text) {
  const Json* const output = document.find("output", text);
  return is_event(document, text) || (output != nullptr && output->array() != nullptr);
}

/// The log-probs of one part of a message, if it has any.
void append_part(std::vector<Found>& positions, const Json& part, const std::string& name, bool is_summary,
                 const Text& text) {
  if (part.object() == nullptr) return;
  const Json* const logprobs = find_any(part, text, {"logprobs"});
  if (logprobs == nullptr) return;
  for (Found& position : entry_positions(*logprobs, 0, text)) {
    position.part = name;
    position.is_summary = is_summary;
    positions.push_back(std::move(position));
  }
}

void append_item(std::vector<Found>& positions, const Json& item, std::uint64_t index, bool is_summary,
                 const Text& text) {
  const Json* const content = item.object() != nullptr ? item.find("content", text) : nullptr;
  if (content == nullptr || content->array() == nullptr) return;
  for (std::size_t i = 0; i < content->array()->size(); ++i)
    append_part(positions, (*content->array())[i], fmt::format("{}/{}", index, i), is_summary, text);
}

void append_output(std::vector<Found>& positions, const Json& response, bool is_summary, const Text& text) {
  const Json* const output = response.object() != nullptr ? response.find("output", text) : nullptr;
  if (output == nullptr || output->array() == nullptr) return;
  for (std::size_t i = 0; i < output->array()->size(); ++i)
    append_item(positions, (*output->array())[i], i, is_summary, text);
}

/// An event tells a piece of the text, or what earlier events told once more.
void append_event(std::vector<Found>& positions, const Json& event, const Text& text) {
  const auto index = [&](std::string_view name) {
    const Json* const number = event.find(name, text);
    return is_given(number) ? whole_number(*number, name, text) : 0;
  };
  const std::uint64_t output = index("output_index");
  const std::string part = fmt::format("{}/{}", output, index("content_index"));
  append_part(positions, event, part, !event.find("type", text)->string()->ends_with(".delta"), text);
  if (const Json* const whole = event.find("part", text)) append_part(positions, *whole, part, true, text);
  if (const Json* const item = event.find("item", text)) append_item(positions, *item, output, true, text);
  if (const Json* const all = event.find("response", text)) append_output(positions, *all, true, text);
}

Response read(const Json& document, const Text& text) {
  Response response;
  response.ask = "include: [\"message.output_text.logprobs\"]";
  response.is_chunk = is_event(document, text);
  if (response.is_chunk) {
    response.is_first = *document.find("type", text)->string() == "response.created";
    append_event(response.positions, document, text);
    return response;
  }
  append_output(response.positions, document, false, text);
  if (response.positions.empty()) response.positions.push_back(no_logprobs(0, document.at, response.ask));
  return response;
}

}  // namespace

const Family responses{fits, read};

}  // namespace logits::io::api
