#pragma once

#include "src/io/output.hpp"
#include "src/io/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// How things look to a person.
struct Looks {
  bool ascii = false;
  bool color = false;
  bool markdown = false;  ///< tables with pipes, to paste into a handout
  int digits = 4;
};

struct TableOptions {
  Looks looks;
  bool logprobs = false;
  bool stats = false;
  bool input_order = false;
  std::uint64_t max_rows = 20;  ///< 0 for all
};

/// 40 cells for p = 1, to the nearest eighth of a cell; never empty for p > 0.
std::string bar(double p, const Looks&);

/// Columns of cells under a header line, flush right; the first flush left, unless it has numbers too.
/// `tails` come after the last one.
struct Table {
  struct Column {
    std::string title;
    std::size_t least_width = 0;
    std::vector<std::string> cells = {};
  };
  std::vector<Column> columns;
  std::vector<std::string> tails = {};
  bool numbers_first = false;

  void print(Output&, const Looks&) const;
};

/// A line under a table. In Markdown an empty one stands before it, or it would be a row.
void print_under(Output&, const Looks&, std::string_view line);

/// A token's cell: shown, cut at 40 columns.
std::string token_cell(const Row&, TokenId, const Looks&);

/// Why a token is not among the kept: "banned", "cut by top-k 3".
std::string note_on(const Result&, TokenId);

void write_table(Output&, const Result&, const TableOptions&);

/// "entropy 1.3615 nats (1.9642 bits), like 3.90 equally likely tokens; kept 5 of 5"
std::string stats_line(const Result&, int digits);

/// Numbers of one column with the same number of decimals: as many as they need, at most `digits`.
std::vector<std::string> aligned(const std::vector<double>& numbers, int digits);

}  // namespace logits::io
