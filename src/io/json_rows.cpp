#include "src/io/json_rows.hpp"

#include "logits/error.hpp"
#include "src/io/api/reader.hpp"
#include "src/io/events.hpp"
#include "src/io/json.hpp"
#include "src/io/json_shapes.hpp"
#include "src/io/line_count.hpp"
#include "src/io/place.hpp"
#include "src/io/scan/scan_rows.hpp"

#include <algorithm>
#include <utility>

namespace logits::io {
namespace {

constexpr std::size_t longest_document = std::size_t{1} << 30;

class JsonReader {
 public:
  JsonReader(std::shared_ptr<Lines> lines, Form form, Framing framing, Scanning scanning)
      : lines_(std::move(lines)),
        form_(form == Form::api ? Form::automatic : form),
        only_responses_(form == Form::api),
        events_(framing == Framing::events),
        scans_(scanning == Scanning::plain_shapes && !only_responses_ && !events_) {}

  std::optional<Row> next() {
    while (true) {
      if (auto row = responses_.next(text())) return row;
      if (next_row_ < rows_.size()) return std::move(rows_[next_row_++]);
      if (next_part_ < parts_.size()) {
        const Json& part = *parts_[next_part_++];
        const bool is_foreign = only_responses_ || events_ || api::is_response(part, text());
        if (!is_foreign) return read_row(part, text(), count_.line(part.at));
        responses_.open(part, text(), events_);
      } else if (!read_document()) {
        responses_.end_stream(text());
        if (std::exchange(stream_ended_, false)) continue;
        if (!std::exchange(any_document_, true))
          throw Error(Failure::input, "the stream of events has no data", text().line());
        return std::nullopt;
      } else {
        any_document_ = true;
        next_part_ = 0;
        parts_.clear();
        if (!rows_.empty()) continue;
        count_ = LineCount(text());
        document_ = parse_json(text());
        parts_ = api::is_response(document_, text()) ? std::vector<const Json*>{&document_}
                                                     : row_parts(document_, text());
      }
    }
  }

 private:
  Text text() const { return {lines_->name(), content_, first_line_}; }

  /// The next line of a document; of events, the data, in its place in the line. Nothing at the end of the
  /// input, or of a stream.
  std::optional<std::string_view> next_line() {
    while (const auto line = lines_->next()) {
      if (!events_) return line;
      switch (event_line(*line)) {
        case EventLine::data:
          data_ = *line;
          std::fill_n(data_.begin(), data_start(*line), ' ');
          return data_;
        case EventLine::end:
          if (!content_.empty()) {
            lines_->repeat();  // a document that is cut short comes first
          } else {
            stream_ended_ = true;
          }
          return std::nullopt;
        case EventLine::framing:
          // An empty line ends the event: what is cut short must not take the next one with it.
          if (!content_.empty() && line->find_first_not_of(" \t\r") == std::string_view::npos)
            return std::nullopt;
          break;
        case EventLine::none:
          if (is_json(*line) || !content_.empty()) return line;  // an error message, for example
          throw Error(Failure::input, "this line is no server-sent event",
                      Text{lines_->name(), *line, lines_->number()}.point(0, 1, "expected data: {...}"));
      }
    }
    return std::nullopt;
  }

  /// Reads the rows of a document that is plain. Says whether it is.
  bool scan(const Text& document) {
    if (!scans_) return false;
    auto rows = scan_rows(document);
    if (!rows) return false;
    rows_ = std::move(*rows);
    return true;
  }

  /// Reads one document: its rows where it is plain, else its lines.
  bool read_document() {
    content_.clear();
    rows_.clear();
    next_row_ = 0;
    Balance balance;
    while (const auto line = next_line()) {
      const bool first = content_.empty();
      if (first && line->find_first_not_of(" \t\r") == std::string_view::npos) continue;
      if (first) first_line_ = lines_->number();
      if (content_.size() + line->size() >= longest_document) {
        throw Error(Failure::input, "a JSON document is longer than 1 GiB", text().line());
      }
      // A plain document on the first line is all there is of it, as its brackets are balanced.
      if (first && form_ != Form::json && scan({lines_->name(), *line, first_line_})) {
        form_ = Form::ndjson;
        return true;
      }
      content_.append(*line).append(1, '\n');
      balance.read(*line);
      balance.read("\n");
      if (first && form_ == Form::automatic && !events_)
        form_ = balance.open() ? Form::automatic : Form::ndjson;
      if (form_ == Form::ndjson || balance.too_deep()) break;
      if (form_ == Form::automatic && !balance.open()) break;
    }
    const bool has_several_lines = content_.find('\n') + 1 < content_.size();
    if (has_several_lines || form_ == Form::json) scan(text());
    return !content_.empty();
  }

  std::shared_ptr<Lines> lines_;
  Form form_;
  bool only_responses_;
  bool events_;
  bool scans_;
  bool stream_ended_ = false;
  bool any_document_ = false;
  std::string data_;
  std::string content_;
  std::uint64_t first_line_ = 1;
  Json document_;
  std::vector<const Json*> parts_;
  std::size_t next_part_ = 0;
  LineCount count_{Text{}};
  std::vector<Row> rows_;  // of a plain document
  std::size_t next_row_ = 0;
  api::Reader responses_;
};

}  // namespace

Rows json_rows(std::shared_ptr<Lines> lines, Form form, Framing framing, Scanning scanning) {
  const auto reader = std::make_shared<JsonReader>(std::move(lines), form, framing, scanning);
  return [reader] {
    return reader->next();
  };
}

}  // namespace logits::io
