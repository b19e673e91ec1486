#include "src/io/scan/scan_rows.hpp"

#include "logits/error.hpp"
#include "src/io/line_count.hpp"
#include "src/io/scan/scan_lists.hpp"
#include "src/io/scan/scan_object.hpp"
#include "src/io/scan/scan_records.hpp"

#include <utility>

namespace logits::io {
namespace {

using RowList = std::optional<std::vector<Row>>;

std::optional<Row> scan_numbers(Scanner& json) {
  auto logits = scan_logits(json);
  if (!logits) return std::nullopt;
  Row row;
  row.logits = std::move(*logits);
  return row;
}

/// An object, or an array of anything but arrays.
std::optional<Row> scan_row(Scanner& json, const Text& text) {
  Scanner inside = json;
  if (inside.take('[')) return inside.sees('{') ? scan_records(json, Records::foreign) : scan_numbers(json);
  inside = json;
  if (auto map = scan_map(inside)) {
    json = inside;
    return map;
  }
  return scan_wrapped(json, text);
}

RowList scan_document(const Text& text) {
  Scanner json(text.text);
  std::vector<Row> rows;
  Scanner inside = json;
  const bool several = inside.take('[') && inside.sees('[');
  if (several) json = inside;
  LineCount count(text);
  do {
    const std::size_t at = json.place();
    auto row = several ? scan_numbers(json) : scan_row(json, text);
    if (!row) return std::nullopt;
    row->place = count.line(at);
    rows.push_back(std::move(*row));
  } while (several && json.take(','));
  if ((several && !json.take(']')) || !json.ended()) return std::nullopt;
  return rows;
}

}  // namespace

RowList scan_rows(const Text& document) {
  try {
    return scan_document(document);
  } catch (const Error&) {
    return std::nullopt;  // for the parser to find again, and to say with its place
  }
}

}  // namespace logits::io
