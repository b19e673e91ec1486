#include "src/io/events.hpp"

#include "src/io/json.hpp"
#include "src/io/logit_text.hpp"

#include <algorithm>

namespace logits::io {
namespace {

constexpr std::string_view data_field = "data:";

}  // namespace

EventLine event_line(std::string_view line) {
  const bool is_blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
  if (is_blank || line.starts_with(':')) return EventLine::framing;
  for (const std::string_view field : {"event:", "id:", "retry:"}) {
    if (line.starts_with(field)) return EventLine::framing;
  }
  if (!line.starts_with(data_field)) return EventLine::none;
  const std::string_view data = line.substr(data_start(line));
  if (data.empty()) return EventLine::framing;
  return data.starts_with("[DONE]") ? EventLine::end : EventLine::data;
}

std::size_t data_start(std::string_view line) {
  return std::min(line.find_first_not_of(" \t\r", data_field.size()), line.size());
}

bool begins_events(std::string_view line) {
  switch (event_line(line)) {
    case EventLine::end:
      return true;
    case EventLine::data:
      return is_json(line.substr(data_start(line)));
    case EventLine::framing: {
      const auto fields = fields_of(line);
      return !fields.empty() && !is_number(fields.back().text);
    }
    case EventLine::none:
      break;
  }
  return false;
}

}  // namespace logits::io
