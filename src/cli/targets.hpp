#pragma once

#include "src/io/row.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace logits::cli {

/// The token that came next after a row.
struct NextToken {
  io::TokenName token;
  std::string who;  ///< what errors call it: "--targets, line 3,"
};

/// The next tokens, one a row: labels, ids or indices, one a line (as they are, or in quotes as a JSON
/// string), or a JSON array of strings and ids. Throws `Failure::input`.
std::vector<NextToken> read_targets(const std::string& path);

/// Throws `Failure::input`: there are so many targets for so many rows, or more.
[[noreturn]] void refuse_targets(std::size_t targets, std::uint64_t rows, bool or_more);

}  // namespace logits::cli
