#pragma once

#include <cstddef>
#include <string_view>

namespace logits::io {

/// What a line of a stream of server-sent events is.
enum class EventLine {
  data,     ///< data: {…}
  end,      ///< data: [DONE]
  framing,  ///< event: …, id: …, retry: …, a comment, an empty line: nothing to read
  none      ///< no such line
};

EventLine event_line(std::string_view line);

/// Where the data of a data line begins.
std::size_t data_start(std::string_view line);

/// Whether a first line begins a stream of events, and is not a token and its number.
bool begins_events(std::string_view line);

}  // namespace logits::io
