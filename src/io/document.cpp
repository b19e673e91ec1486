#include "src/io/document.hpp"

#include "logits/error.hpp"
#include "src/io/bytes.hpp"
#include "src/io/events.hpp"
#include "src/io/json.hpp"
#include "src/io/json_rows.hpp"
#include "src/io/lines.hpp"
#include "src/io/npy.hpp"
#include "src/io/place.hpp"
#include "src/io/raw.hpp"
#include "src/io/safetensors.hpp"
#include "src/io/text.hpp"
#include "src/io/text_rows.hpp"

#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::string_view example =
    "expected logits, such as: 3.2 2.5 -2, or mat 3.2 on a line each, or [3.2, 2.5]";

/// The form of a document that tells by its first bytes that it is no text. Text is known after four bytes: a
/// row that somebody waits for must not wait for more than that.
Form form_by_content(PeekedSource& source, const std::function<void()>& before_waiting) {
  while (true) {
    const std::string_view start = source.start();
    if (start.starts_with(npy_magic)) return Form::npy;
    const bool may_be_npy = npy_magic.starts_with(start);
    if (!may_be_npy && !may_be_safetensors(start)) return Form::automatic;
    if (start.size() >= safetensors_start) return Form::safetensors;
    if (before_waiting && source.would_wait()) before_waiting();
    if (!source.peek()) return Form::automatic;
  }
}

}  // namespace

Document::Document(std::unique_ptr<Source> owned, Source& source, std::string name, Reading reading,
                   std::function<void()> before_waiting)
    : owned_(std::move(owned)),
      source_(source),
      name_(std::move(name)),
      reading_(std::move(reading)),
      before_waiting_(std::move(before_waiting)) {}

const Rows& Document::rows() {
  if (opened_) return rows_;
  opened_ = true;
  rows_ = [] {
    return std::nullopt;
  };  // what is left of a document that cannot be opened
  rows_ = open();
  return rows_;
}

Rows Document::open() {
  const Form form =
      reading_.form == Form::automatic ? form_by_content(source_, before_waiting_) : reading_.form;
  if (!reading_.tensor.empty() && form != Form::safetensors) {
    throw Error(Failure::input,
                fmt::format("--tensor names a tensor of a safetensors file, and {} is none", escaped(name_)));
  }
  switch (form) {
    case Form::npy:
    case Form::f16:
    case Form::bf16:
    case Form::f32:
    case Form::f64:
    case Form::safetensors:
      return open_binary(form);
    default:
      return open_text(form);
  }
}

Rows Document::open_binary(Form form) {
  const bool bare = form != Form::npy && form != Form::safetensors;
  if (bare && form_by_content(source_, before_waiting_) == Form::npy)
    throw Error(Failure::input, fmt::format("{} is a .npy file, not bare numbers", escaped(name_)),
                hint("leave --from and --vocab-size out: the file tells its form"));
  auto bytes = std::make_shared<Bytes>(source_, name_, before_waiting_);
  if (bytes->at_end()) throw Error(Failure::input, fmt::format("{} is empty", escaped(name_)));
  if (form == Form::npy) return npy_rows(std::move(bytes));
  if (form == Form::safetensors) return safetensors_rows(std::move(bytes), reading_.tensor);
  return raw_rows(std::move(bytes), reading_);
}

Rows Document::open_text(Form form) {
  const auto lines = std::make_shared<Lines>(source_, name_, before_waiting_);
  auto line = lines->next();
  while (line && line->find_first_not_of(" \t\r") == std::string_view::npos) line = lines->next();
  if (!line) throw Error(Failure::input, fmt::format("{} is empty", escaped(name_)), hint(example));
  const bool any = form == Form::automatic || form == Form::api;
  const bool events =
      any && (begins_events(*line) || (form == Form::api && event_line(*line) != EventLine::none));
  const bool json = form == Form::json || form == Form::ndjson || form == Form::api ||
                    (form == Form::automatic && is_json(*line));
  lines->repeat();
  if (events) return json_rows(lines, form, Framing::events);
  return json ? json_rows(lines, form) : text_rows(lines, form);
}

}  // namespace logits::io
