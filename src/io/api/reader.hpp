#pragma once

#include "src/io/api/position_row.hpp"
#include "src/io/api/response.hpp"
#include "src/io/row.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace logits::io::api {

/// Makes rows of responses, one document after the other: counts the positions of each choice, over all the
/// pieces of a stream, and says once per response what is to be known of its numbers.
class Reader {
 public:
  /// Takes the next document, which must live until its last row is out. Throws `Failure::input`. A document
  /// of `events` is a piece of a stream, whatever it looks like.
  void open(const Json& document, const Text&, bool events);

  /// The next row of the document, or nothing at its end. Throws `Failure::input` for a bad one; then it can
  /// be called again for the one behind it.
  std::optional<Row> next(const Text&);

  /// Ends the stream that is being read. Throws if it had no log-probs.
  void end_stream(const Text&);

 private:
  using Counter = std::pair<std::uint64_t, bool>;  // a choice, and whether it is its prompt

  void begin_response();
  bool goes_beyond_end(const Response&) const;
  void take(Response);
  Position number(const Found&);
  std::string line_of(std::size_t at, const Text&);
  void note_once(Row&, const std::string& note);
  void note_odd_numbers(Row&);

  std::vector<Found> found_;
  std::size_t next_ = 0;
  std::uint64_t line_ends_ = 0;  // of the document, up to `counted_to_`
  std::size_t counted_to_ = 0;
  std::map<Counter, std::uint64_t> numbers_;  // of the next position of each
  std::set<std::string> told_;                // parts of a Responses stream
  std::set<std::string> noted_;
  std::set<std::uint64_t> finished_;  // choices of the stream that have ended
  std::vector<std::string> waiting_;  // notes for the next row
  std::string id_;                    // of the stream
  std::string_view ask_;              // what its requests say
  bool streaming_ = false;
  bool is_silent_ = true;  // no position so far
};

}  // namespace logits::io::api
