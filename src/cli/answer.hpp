#pragma once

#include "logits/error.hpp"
#include "src/cli/commands/commands.hpp"
#include "src/cli/sequence.hpp"
#include "src/io/response.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logits::cli {

/// What is to be said of one row, in this order.
struct Answer {
  std::uint64_t number = 0;
  std::vector<std::string> notes;
  std::string left_out;                   ///< a note that is told once, or empty
  std::string remark;                     ///< another
  std::optional<Error> error;             ///< in place of all that follows
  std::optional<std::string> position;    ///< the heading of a position of a response
  std::optional<io::ChosenToken> chosen;  ///< there, where responses are looked at as a whole
  Reply reply;                            ///< empty where nothing but `chosen` is wanted of the row
};

/// How rows are answered: the same for all of them.
struct Answering {
  const Options& options;
  io::Looks looks;
  std::uint64_t seed;
  Sequence* sequence = nullptr;  ///< where the rows are one: then they are answered one after the other

  /// Answers a row, of which only the chosen token is wanted if `is_heat`. Errors about the row become part
  /// of the answer. Touches nothing but the row and the progress, so rows that are no sequence may be
  /// answered side by side.
  Answer operator()(io::Row, std::uint64_t number, bool is_heat, Progress&) const;
};

/// The same answer with its text made already, as far as it surely fits into memory.
Answer rendered(Answer, const Options&);

}  // namespace logits::cli
