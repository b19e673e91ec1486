#pragma once

#include "logits/error.hpp"
#include "src/cli/given.hpp"
#include "src/io/number.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace logits::cli {

/// The values of options, read strictly. Each throws `Failure::usage` for a text that is none; `name` is the
/// long name without dashes.

std::uint64_t count_of(const Given&, const std::string& name,
                       std::uint64_t most = std::numeric_limits<std::uint64_t>::max());

/// A finite number. Where it is none, or does not fit, the message is "--NAME must be `words`, not 'x'".
double number_of(const std::string& who, std::string_view text, bool (*fits)(double), std::string_view words,
                 std::string_view hint = {});

/// One of some words.
template <typename Value>
Value word_of(const Given& given, const std::string& name,
              const std::map<std::string, Value, std::less<>>& words) {
  const std::string& text = given.last(name);
  const auto found = words.find(text);
  if (found != words.end()) return found->second;
  std::vector<std::string> known;
  std::string list;
  for (const auto& [word, value] : words) {
    known.push_back(word);
    list += (list.empty() ? "" : ", ") + word;
  }
  const auto near = io::nearest(text, known);
  throw Error(Failure::usage, fmt::format("--{} must be one of {}, not {}", name, list, io::in_quotes(text)),
              near ? fmt::format("  did you mean '{}'?", *near) : "");
}

/// TOKEN=NUMBER, split at the last equals sign; the texts on both sides.
struct Assignment {
  std::string token;
  std::string value;
};
Assignment assignment_of(const std::string& option, const std::string& text, std::string_view form,
                         std::string_view hint);

}  // namespace logits::cli
