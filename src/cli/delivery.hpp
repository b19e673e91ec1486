#pragma once

#include "logits/error.hpp"
#include "src/cli/answer.hpp"
#include "src/cli/options.hpp"
#include "src/cli/streams.hpp"
#include "src/io/output.hpp"
#include "src/io/response.hpp"
#include "src/io/write_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logits::cli {

/// Says what is to be said of the rows, in their order.
class Delivery {
 public:
  Delivery(const Options&, const Streams&, io::Output&, const io::Looks&);

  /// A note on standard error, behind what is printed so far.
  void tell_note(std::string_view note) const;

  /// What is to be said of the next row. Throws the row's error unless the run is to keep going.
  void deliver(Answer);

  /// Tells of a bad row, or throws the error, which ends the run.
  void report(const Error&);

  /// Whether a row waits for the end of the input, or for a second one: a table has a heading only where
  /// there are more, a picture shows one row.
  bool holds_one() const { return held_.has_value(); }

  /// There are no more rows. `one_of_many` tells whether there was, or was to be, a second one.
  void finish_rows(bool one_of_many);

  /// What is said of responses as a whole, at the end.
  void finish_responses();

  int exit_code() const { return exit_code_; }

 private:
  Command command() const { return options_.command.value_or(Command::probs); }
  bool is_picture() const { return command() == Command::plot || command() == Command::page; }
  bool is_separated() const;
  bool holds_the_first() const;
  void print_held();
  void print(const Answer&, bool one_of_many);
  void write_file(const std::string& text) const;

  const Options& options_;
  const Streams& streams_;
  io::Output& out_;
  io::Looks looks_;
  std::uint64_t printed_ = 0;
  bool is_remarked_ = false, is_left_out_told_ = false;
  std::optional<Answer> held_;
  io::Responses responses_;
  int exit_code_ = 0;
};

}  // namespace logits::cli
