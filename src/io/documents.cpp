#include "src/io/documents.hpp"

#include "logits/error.hpp"
#include "src/io/events.hpp"
#include "src/io/hand_fed.hpp"
#include "src/io/json.hpp"
#include "src/io/json_rows.hpp"
#include "src/io/lines.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"
#include "src/io/text_rows.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::string_view example =
    "expected logits, such as: 3.2 2.5 -2, or mat 3.2 on a line each, or [3.2, 2.5]";

class MemorySource : public Source {
 public:
  explicit MemorySource(std::string text) : text_(std::move(text)) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = text_.copy(buffer.data(), buffer.size(), read_);
    read_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t read_ = 0;
};

/// Opens a file. A bare word that is none was perhaps meant as a token.
std::unique_ptr<Source> open_input(const std::string& name) try {
  return open_file(name);
} catch (const Error& error) {
  const bool bare = !name.empty() && name.size() <= 40 && name[0] != '-' &&
                    name.find_first_of("./\\") == std::string::npos && !file_exists(name);
  throw Error(error.failure, error.what(),
              bare ? hint(fmt::format("a token is given with its logit: {}=3.2", escaped(name))) : "");
}

/// One document, its form told by its first line.
class Document {
 public:
  Document(std::unique_ptr<Source> owned, Source& source, std::string name, Form form,
           std::function<void()> before_waiting)
      : owned_(std::move(owned)),
        lines_(std::make_shared<Lines>(source, std::move(name), std::move(before_waiting))),
        form_(form) {}

  std::optional<Row> next() {
    if (!rows_) rows_ = open();
    return rows_();
  }

 private:
  Rows open() {
    rows_ = [] {
      return std::nullopt;
    };  // what is left of a document that cannot be opened
    auto line = lines_->next();
    while (line && line->find_first_not_of(" \t\r") == std::string_view::npos) line = lines_->next();
    if (!line)
      throw Error(Failure::input, fmt::format("{} is empty", escaped(lines_->name())), hint(example));
    const bool any = form_ == Form::automatic || form_ == Form::api;
    const bool events = any && begins_events(*line);
    const bool json = form_ == Form::json || form_ == Form::ndjson || form_ == Form::api ||
                      (form_ == Form::automatic && is_json(*line));
    lines_->repeat();
    if (events) return json_rows(lines_, form_, Framing::events);
    return json ? json_rows(lines_, form_) : text_rows(lines_, form_);
  }

  std::unique_ptr<Source> owned_;
  std::shared_ptr<Lines> lines_;
  Form form_;
  Rows rows_;
};

}  // namespace

Rows open_inputs(const std::vector<std::string>& inputs, Form form, Source& standard_input,
                 const std::function<void()>& before_waiting) {
  const auto value = std::find_if(inputs.begin(), inputs.end(), is_hand_fed);
  const auto document = std::find_if_not(inputs.begin(), inputs.end(), is_hand_fed);
  if (document == inputs.end() && !inputs.empty()) return hand_fed_row(inputs);
  if (value != inputs.end()) {
    throw Error(
        Failure::usage,
        fmt::format("{} is not a value, and {} is: give values or documents, not both", in_quotes(*document),
                    in_quotes(*value)),
        hint("a value is a number or token=number without blanks, as in mat=3.2; JSON goes in quotes"));
  }

  struct State {
    std::vector<std::string> names;
    std::size_t opened = 0;
    std::unique_ptr<Document> current;
  };
  auto state = std::make_shared<State>();
  state->names = inputs.empty() ? std::vector<std::string>{"-"} : inputs;
  const auto open = [form, &standard_input, before_waiting](const std::string& name) {
    if (name == "-") {
      return std::make_unique<Document>(nullptr, standard_input, "stdin", form, before_waiting);
    }
    const bool text = is_json(name);
    std::unique_ptr<Source> source = text ? std::make_unique<MemorySource>(name) : open_input(name);
    Source& reference = *source;
    return std::make_unique<Document>(std::move(source), reference, text ? "argument" : name, form,
                                      before_waiting);
  };
  return [state, open]() -> std::optional<Row> {
    while (true) {
      if (state->current == nullptr) {
        if (state->opened == state->names.size()) return std::nullopt;
        state->current = open(state->names[state->opened++]);
      }
      if (auto row = state->current->next()) return row;
      state->current = nullptr;
    }
  };
}

std::string read_whole(const std::string& path) {
  const std::unique_ptr<Source> source = path == "-" ? standard_input() : open_file(path);
  Lines lines(*source, path == "-" ? "stdin" : path, {});
  std::string content;
  while (const auto line = lines.next()) content.append(*line).append(1, '\n');
  return content;
}

}  // namespace logits::io
