#pragma once

#include "src/cli/commands/diff_summary.hpp"
#include "src/cli/options.hpp"
#include "src/io/output.hpp"
#include "src/io/write_table.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace logits::cli {

/// What the two inputs are called.
struct DiffNames {
  std::string a, b;
};

/// All rows together: a text, or one JSON object. There must be a row.
void print_diff(io::Output&, const DiffSummary&, const DiffNames&, const Options&, const io::Looks&);

/// The one JSON object.
void print_diff_json(io::Output&, const DiffSummary&, const DiffNames&, const Options&);

/// A line for each row: TSV and CSV with a header, JSON, or a table, which is printed when it is complete.
class DiffRows {
 public:
  DiffRows(io::Output& out, const Options& options, const io::Looks& looks);

  /// `tokens` is the row whose tokens these are.
  void add(const RowDiff&, const io::Row& tokens);

  /// Prints the rows so far, where that has not been done.
  void finish();

 private:
  void add_to_table(const RowDiff&, const io::Row& tokens);
  void print_separated(const RowDiff&);
  void print_json(const RowDiff&, const io::Row& tokens);

  io::Output& out_;
  const Options& options_;
  const io::Looks& looks_;
  io::Table table_;
  bool has_header_ = false;
};

/// , "key": who a token is.
void print_token(io::Output&, std::string_view key, const io::Row& tokens, TokenId);

/// A number that may be undefined, as JSON.
std::string json_or_null(std::optional<double> x);

}  // namespace logits::cli
