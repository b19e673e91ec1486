#pragma once

#include "src/io/documents.hpp"
#include "tests/unit_io/memory.hpp"
#include "tests/unit_io/refusal.hpp"

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logits::io {

/// All rows of an input, read from standard input.
inline std::vector<Row> rows_of(std::string text, Form form = Form::automatic,
                                std::size_t piece = std::string::npos) {
  MemorySource source(std::move(text), piece);
  const Rows rows = open_inputs({"-"}, {.form = form}, source, {});
  std::vector<Row> result;
  while (auto row = rows()) result.push_back(std::move(*row));
  return result;
}

/// The only row of an input; an empty one if there are more or none.
inline Row row_of(std::string text) {
  auto rows = rows_of(std::move(text));
  return rows.size() == 1 ? std::move(rows.front()) : Row{};
}

/// The first line of the error that an input gives.
inline std::string error_of(const std::string& text, Form form = Form::automatic) {
  const std::string whole = refusal([&] { static_cast<void>(rows_of(text, form)); });
  return whole.substr(0, whole.find('\n'));
}

/// The log-probs that are listed, without the rest.
inline std::vector<double> listed(const Row& row) {
  return {row.logits.begin(), row.logits.begin() + static_cast<std::ptrdiff_t>(row.count())};
}

/// "0:mat 1:." for the positions of all rows: the number and the chosen token, `p` before one of the prompt,
/// and the choice before it where it is not the first.
inline std::string summary(const std::vector<Row>& rows) {
  std::string result;
  for (const Row& row : rows) {
    if (!row.position) return "a row that is no position";
    if (!result.empty()) result += ' ';
    if (row.position->choice > 0) result += std::to_string(row.position->choice) + '/';
    if (row.position->in_prompt) result += 'p';
    result += std::to_string(row.position->number) + ':' + row.position->chosen;
  }
  return result;
}

}  // namespace logits::io
