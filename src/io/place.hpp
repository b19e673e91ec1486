#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logits::io {

/// Text with a name, to point into: a document, a line of one, or an argument.
struct Text {
  std::string name;  ///< "stdin", a file name, "argument", …
  std::string_view text;
  std::uint64_t first_line =
      1;  ///< 0 for text that is never more than a line, such as a word of the command line

  /// The lines of an error that show a place, a byte offset into `text`:
  ///     --> stdin:2:7
  ///     2 | couch tree
  ///       |       ^^^^ note
  std::string point(std::size_t offset, std::size_t length = 1, std::string_view note = {}) const;

  /// "  --> stdin:2" for the line that `offset` is in.
  std::string line(std::size_t offset = 0) const;
};

/// "  hint: …", or nothing where there is none.
std::string hint(std::string_view text);

}  // namespace logits::io
