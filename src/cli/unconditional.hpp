#pragma once

#include "src/cli/options.hpp"
#include "src/io/files.hpp"
#include "src/io/row.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace logits::cli {

/// The logits without the prompt, which classifier-free guidance compares with: a second input, read in step
/// with the first. A row in it goes with the row of the same number; one that is alone goes with all.
class Unconditional {
 public:
  /// The file that --cfg-logits names, its form told by its content.
  Unconditional(const Options&, io::Source& standard_input, const std::function<void()>& before_waiting);

  /// Gives the row, which must be behind the last one, the logits that go with it. Throws `Failure::input`
  /// where there are none, and where they are not of the same tokens.
  void join(io::Row&);

 private:
  void read_to(const io::Row&);
  [[noreturn]] void refuse_end(const io::Row&) const;

  std::string name_, name_of_input_;
  io::Rows rows_;
  std::optional<io::Row> row_;  // the last one that was read
  std::uint64_t passed_ = 0;    // how many were read or passed over
  bool is_only_ = false;
};

}  // namespace logits::cli
