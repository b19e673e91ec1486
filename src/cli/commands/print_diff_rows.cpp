#include "src/cli/commands/print_diff.hpp"
#include "src/io/format.hpp"
#include "src/io/write_json.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Whether the row tells this measure.
bool has(const RowDiff& row, const Measure& measure) {
  return !measure.of_target || row.target;
}

}  // namespace

DiffRows::DiffRows(io::Output& out, const Options& options, const io::Looks& looks)
    : out_(out), options_(options), looks_(looks) {
  table_.numbers_first = true;
  for (const char* const title :
       {"row", "KL(A || B)", "KL(B || A)", "JS", "TV", "A's leader", "B's leader", "top 10 in common"}) {
    table_.columns.push_back({title});
  }
  if (options.targets.empty()) return;
  for (const char* const title : {"next token", "-ln p in A", "-ln p in B"})
    table_.columns.push_back({title});
}

void DiffRows::add(const RowDiff& row, const io::Row& tokens) {
  switch (options_.format) {
    case Format::tsv:
    case Format::csv:
      return print_separated(row);
    case Format::ndjson:
      return print_json(row, tokens);
    default:
      return add_to_table(row, tokens);
  }
}

void DiffRows::finish() {
  if (!is_for_people(options_.format) || table_.columns.front().cells.empty()) return;
  table_.print(out_, looks_);
  for (io::Table::Column& column : table_.columns) column.cells.clear();
}

void DiffRows::add_to_table(const RowDiff& row, const io::Row& tokens) {
  std::size_t column = 0;
  const auto text = [&](std::string cell) {
    table_.columns[column++].cells.push_back(std::move(cell));
  };
  const auto number = [&](double x) {
    text(io::rounded(x, looks_.digits));
  };
  const auto divergence = [&](double x) {  // of a good quantisation 0.0002
    text(io::rounded(x, std::min(looks_.digits + 2, 17)));
  };
  text(std::to_string(row.number));
  divergence(row.divergence.kl);
  divergence(row.divergence.kl_reverse);
  divergence(row.divergence.js);
  number(row.divergence.tv);
  text(io::token_cell(tokens, row.agreement.leader_a, looks_));
  text(io::token_cell(tokens, row.agreement.leader_b, looks_));
  number(row.agreement.top10);
  if (!row.target) return;
  text(io::token_cell(tokens, row.target->id, looks_));
  number(0 - row.target->logp_a);
  number(0 - row.target->logp_b);
}

void DiffRows::print_separated(const RowDiff& row) {
  const char separator = options_.format == Format::csv ? ',' : '\t';
  if (!has_header_) {
    out_.write("row");
    for (const Measure& measure : measures()) {
      if (has(row, measure)) out_.print("{}{}", separator, measure.key);
    }
    out_.write("\n");
    has_header_ = true;
  }
  out_.print("{}", row.number);
  for (const Measure& measure : measures()) {
    if (!has(row, measure)) continue;
    const std::optional<double> value = measure.of(row);
    out_.print("{}{}", separator, value ? io::shortest(*value) : "");
  }
  out_.write("\n");
}

void DiffRows::print_json(const RowDiff& row, const io::Row& tokens) {
  out_.print("{{\"schema\":\"logits/1\",\"row\":{}", row.number);
  if (!row.id.empty()) out_.print(",\"id\":{}", row.id);
  out_.print(",\"count\":{}", tokens.count());
  for (const Measure& measure : measures()) {
    if (has(row, measure)) out_.print(",\"{}\":{}", measure.key, json_or_null(measure.of(row)));
  }
  print_token(out_, "leader_a", tokens, row.agreement.leader_a);
  print_token(out_, "leader_b", tokens, row.agreement.leader_b);
  if (row.target) print_token(out_, "target", tokens, row.target->id);
  out_.print(",\"only_a\":{},\"only_b\":{}}}\n", row.divergence.only_a, row.divergence.only_b);
}

}  // namespace logits::cli
