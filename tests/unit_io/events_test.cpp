#include "src/io/events.hpp"

#include "tests/catch.hpp"

using logits::io::begins_events;
using logits::io::data_start;
using logits::io::event_line;
using logits::io::EventLine;

TEST_CASE("a line of an event stream is told by its field") {
  CHECK(event_line("data: {\"a\":1}") == EventLine::data);
  CHECK(event_line("data:{\"a\":1}") == EventLine::data);
  CHECK(event_line("data: [DONE]") == EventLine::end);
  CHECK(event_line("data:[DONE]\r") == EventLine::end);
  for (const auto* const line :
       {"", "\r", "  ", ": ping", ":", "event: message", "id: 5", "retry: 3000", "data:", "data: "})
    CHECK(event_line(line) == EventLine::framing);
  for (const auto* const line : {"{}", "<html>", "data {}", "Data: {}"})
    CHECK(event_line(line) == EventLine::none);
}

TEST_CASE("data begin behind the field and its blank") {
  CHECK(data_start("data: {}") == 6);
  CHECK(data_start("data:{}") == 5);
  CHECK(data_start("data:") == 5);
}

TEST_CASE("a first line that is a token and its number begins no stream of events") {
  for (const auto* const line : {"data: {\"a\":1}", "data: [DONE]", ": ping", "event: response.created", ":"})
    CHECK(begins_events(line));
  for (const auto* const line : {"data: 3.2", ": 3.2", "event: 1e3", "id: -inf", "{}", "3.2 2.5", ""})
    CHECK_FALSE(begins_events(line));
}
