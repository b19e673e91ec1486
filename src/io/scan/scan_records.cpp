#include "src/io/scan/scan_records.hpp"

#include "src/io/json.hpp"
#include "src/io/names.hpp"
#include "src/io/place.hpp"
#include "src/io/scan/scan_lists.hpp"

#include <string>
#include <utility>

namespace logits::io {
namespace {

struct Record {
  std::optional<double> logit, logprob;
  std::optional<std::string> token, bytes;
  std::optional<std::uint64_t> id;
};

/// Reads what must not be there twice.
template <typename Value>
bool scan_into(std::optional<Value>& value, std::optional<Value> read) {
  if (value || !read) return false;
  value = std::move(read);
  return true;
}

std::optional<std::string> scan_bytes(Scanner& json) {
  const auto codes = scan_counts(json);
  if (!codes) return std::nullopt;
  std::string bytes;
  for (const std::uint64_t code : *codes) {
    if (code > 255) return std::nullopt;
    bytes += static_cast<char>(code);
  }
  return bytes;
}

/// Passes over a value that means nothing here, but must be JSON.
bool pass_over(Scanner& json) {
  if (json.sees('"')) return json.string().has_value();
  if (json.number() || json.take_word("true") || json.take_word("false") || json.take_word("null"))
    return true;
  const auto piece = json.value();
  if (piece) static_cast<void>(parse_json({"", *piece}));
  return piece.has_value();
}

bool scan_member(Scanner& json, Record& record, Records kind) {
  const auto key = json.string();
  if (!key || !json.take(':')) return false;
  const bool own = kind == Records::own;
  if (*key == "token") return scan_into(record.token, json.string());
  if (*key == "id") return scan_into(record.id, json.count());
  if (*key == "bytes") return scan_into(record.bytes, scan_bytes(json));
  if (*key == "logit" && !own) return scan_into(record.logit, json.logit());
  if (*key == (own ? "logp" : "logprob")) return scan_into(record.logprob, json.logit());
  if (key->starts_with("top_") && !own) return false;  // a response, perhaps
  return pass_over(json);
}

std::optional<Record> scan_record(Scanner& json, Records kind) {
  if (!json.take('{')) return std::nullopt;
  Record record;
  do {
    if (!scan_member(json, record, kind)) return std::nullopt;
  } while (json.take(','));
  if (!json.take('}') || (!record.logit && !record.logprob)) return std::nullopt;
  if (!record.logit && *record.logprob > 0) return std::nullopt;  // rounding, or an error
  return record;
}

/// Enters a record into the row, unless it differs in kind from those before it.
bool add(Row& row, Record record) {
  const std::size_t before = row.logits.size();
  auto& label = record.bytes ? record.bytes : record.token;
  row.logits.push_back(record.logit ? *record.logit : *record.logprob);
  row.logprobs = row.logprobs || !record.logit;
  if (label) row.labels.push_back(std::move(*label));
  if (record.id) row.ids.push_back(*record.id);
  const auto goes_on = [&](const auto& list) {
    return list.empty() || list.size() == before + 1;
  };
  return goes_on(row.labels) && goes_on(row.ids);
}

}  // namespace

std::optional<Row> scan_records(Scanner& json, Records kind) {
  const std::size_t start = json.place();
  if (!json.take('[')) return std::nullopt;
  Row row;
  do {
    auto record = scan_record(json, kind);
    if (!record || !add(row, std::move(*record))) return std::nullopt;
    json.foresee(row.logits, start);
    json.foresee(row.labels, start);
    json.foresee(row.ids, start);
  } while (json.take(','));
  if (!json.take(']')) return std::nullopt;
  require_distinct(row.ids, [] { return std::string(); });
  return row;
}

}  // namespace logits::io
