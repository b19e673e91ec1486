#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace logits::cli {

/// The command line taken apart: which options were given with which texts, and the words that are no
/// options.
struct Given {
  /// Each option that was given, by its long name without dashes, with its values in turn; a flag has an
  /// empty one for each time.
  std::map<std::string, std::vector<std::string>, std::less<>> values;
  std::vector<std::string> words;
  std::size_t words_before_dashes = 0;  ///< how many of them stand before a "--"

  bool has(std::string_view option) const { return values.find(option) != values.end(); }
  std::vector<std::string> all(std::string_view option) const;

  /// A later value of a single-valued option wins.
  const std::string& last(std::string_view option) const { return values.find(option)->second.back(); }
};

/// Throws `Failure::usage` for an unknown option, a missing value, and a value where none belongs.
Given take_apart(const std::vector<std::string>& arguments);

/// Throws `Failure::usage`.
[[noreturn]] void refuse(const std::string& what, std::string_view hint = {});

}  // namespace logits::cli
