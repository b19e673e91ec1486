#include "src/io/json_rows.hpp"

#include "logits/error.hpp"
#include "src/io/json.hpp"
#include "src/io/json_shapes.hpp"
#include "src/io/place.hpp"

#include <utility>

namespace logits::io {
namespace {

constexpr std::size_t longest_document = std::size_t{1} << 30;

class JsonReader {
 public:
  JsonReader(std::shared_ptr<Lines> lines, Form form) : lines_(std::move(lines)), form_(form) {}

  std::optional<Row> next() {
    while (next_part_ == parts_.size()) {
      if (!read_document()) return std::nullopt;
      next_part_ = 0;
      parts_.clear();
      document_ = parse_json(text());
      parts_ = row_parts(document_, text());
    }
    return read_row(*parts_[next_part_++], text());
  }

 private:
  Text text() const { return {lines_->name(), content_, first_line_}; }

  /// Collects the lines of one document.
  bool read_document() {
    content_.clear();
    Balance balance;
    while (const auto line = lines_->next()) {
      const bool first = content_.empty();
      if (first && line->find_first_not_of(" \t\r") == std::string_view::npos) continue;
      if (first) first_line_ = lines_->number();
      if (content_.size() + line->size() >= longest_document) {
        throw Error(Failure::input, "a JSON document is longer than 1 GiB", text().line());
      }
      content_.append(*line).append(1, '\n');
      balance.read(*line);
      balance.read("\n");
      if (first && form_ == Form::automatic) form_ = balance.open() ? Form::automatic : Form::ndjson;
      if (form_ == Form::ndjson || balance.too_deep()) break;
      if (form_ == Form::automatic && !balance.open()) break;
    }
    return !content_.empty();
  }

  std::shared_ptr<Lines> lines_;
  Form form_;
  std::string content_;
  std::uint64_t first_line_ = 1;
  Json document_;
  std::vector<const Json*> parts_;
  std::size_t next_part_ = 0;
};

}  // namespace

Rows json_rows(std::shared_ptr<Lines> lines, Form form) {
  const auto reader = std::make_shared<JsonReader>(std::move(lines), form);
  return [reader] {
    return reader->next();
  };
}

}  // namespace logits::io
