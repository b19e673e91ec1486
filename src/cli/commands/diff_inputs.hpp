#pragma once

#include "logits/error.hpp"
#include "src/io/row.hpp"

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>

namespace logits::cli {

/// One of the two inputs, read row by row.
class Side {
 public:
  /// `name` is what errors and headings call it.
  Side(std::string name, io::Rows rows) : name_(std::move(name)), rows_(std::move(rows)) {}

  /// Passes over rows, as many as there are of them. `report` gets what is wrong with a bad one.
  void skip(std::uint64_t count, const std::function<void(const Error&)>& report);

  /// How much of the input has been read, where that is known.
  std::optional<double> share_read() const { return rows_.share_read(); }

  /// Reads the next row. `report` gets what is wrong with a bad one; if it does not throw, the row counts.
  void advance(const std::function<void(const Error&)>& report);

  const std::string& name() const { return name_; }
  bool ended() const { return ended_; }
  std::optional<io::Row>& row() { return row_; }     ///< nothing at the end, and where it was bad
  std::uint64_t rows_read() const { return read_; }  ///< bad ones too

  /// Reads on to the end to tell how many rows there are: "5 rows", or "5 rows or more" where it is no use.
  std::string count_to_the_end();

 private:
  std::string name_;
  io::Rows rows_;
  std::optional<io::Row> row_;
  std::uint64_t read_ = 0;
  bool ended_ = false;
};

/// A file's name, "stdin" or "argument".
std::string name_of_input(const std::string& input);

/// What errors call two inputs: their names, or A and B where those are the same.
std::pair<std::string, std::string> names_of_sides(const std::string& a, const std::string& b);

/// The error with the name of the side, unless it tells its place already.
Error named(const Error&, const std::string& side, const std::string& place);

/// Makes sure that both rows have the same tokens in the same order, as far as they name them. Throws
/// `Failure::input` naming the first difference.
void require_same_tokens(const io::Row& a, const io::Row& b, const std::string& name_a,
                         const std::string& name_b, std::uint64_t number);

/// Makes sure that both rows have the same tokens in the same order, and gives both the labels and ids that
/// one of them has. Throws `Failure::input` naming the first difference, and `Failure::no_answer` for a row
/// that lists only part of its distribution.
void share_tokens(io::Row& a, io::Row& b, const std::string& name_a, const std::string& name_b,
                  std::uint64_t number);

}  // namespace logits::cli
