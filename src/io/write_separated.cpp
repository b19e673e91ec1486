#include "src/io/write_separated.hpp"

#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"

namespace logits::io {
namespace {

void write_lines(Output& out, const Result& result, const std::vector<TokenId>& order, bool logprobs,
                 char separator, std::string (*field)(std::string_view)) {
  const std::string_view between(&separator, 1);
  const std::vector<std::string>& labels = result.row.token_labels();
  const auto write_line = [&](TokenId id) {
    if (labels.empty() && id < result.rest()) {
      out.number(result.row.ids.empty() ? std::uint64_t{id} : result.row.ids[id]);
    } else if (id < labels.size() && is_bare(labels[id])) {
      out.write(labels[id]);
    } else {
      out.write(field(name_of(result.row, id)));
    }
    out.write(between);
    out.number(logprobs ? result.logp(id) : result.p(id));
    if (result.untouched) {
      out.write(between);
      out.number(result.p_before(id));
    }
    out.write("\n");
  };
  for (const TokenId id : order) write_line(id);
  if (result.row.rest) write_line(result.rest());
}

}  // namespace

std::string tsv_field(std::string_view text) {
  const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  if (is_quoted || (has_controls(text) && is_utf8(text))) return json_string(text, true);
  std::string field;
  for (const char c : text) {
    switch (c) {
      case '\t':
        field += "\\t";
        break;
      case '\n':
        field += "\\n";
        break;
      case '\r':
        field += "\\r";
        break;
      case '\\':
        field += "\\\\";
        break;
      default:
        field += c;
    }
  }
  return field.empty() ? "\"\"" : field;
}

std::string csv_field(std::string_view text) {
  if (has_controls(text) && is_utf8(text)) return csv_field(json_string(text, true));
  if (text.find_first_of("\",\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) field.append(c == '"' ? 2 : 1, c);
  return field + '"';
}

void write_tsv(Output& out, const Result& result, const std::vector<TokenId>& order, bool logprobs) {
  write_lines(out, result, order, logprobs, '\t', tsv_field);
}

void write_csv(Output& out, const Result& result, const std::vector<TokenId>& order, bool logprobs) {
  out.print("token,{}{}\n", logprobs ? "logp" : "p", !result.untouched ? "" : ",before");
  write_lines(out, result, order, logprobs, ',', csv_field);
}

}  // namespace logits::io
