#pragma once

#include "src/io/json.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace logits::io {

/// Throws `Failure::input` with the place of `at` in the text and a note beside the caret.
[[noreturn]] void fail(const std::string& what, const Text&, std::size_t at, std::string_view note = {});

/// A logit that is not simply a number: "-inf", or an error. `what` says which one it is: "logit 3".
double odd_logit(const Json&, const std::string& what, const Text&);

/// A logit: a number, or "-inf". `what` gives its name, should it be needed.
double logit_of(const Json& json, const Text& text, auto what) {
  const double* const number = json.number();
  return number != nullptr ? *number : odd_logit(json, what(), text);
}

/// A log-prob: the same, but not above zero. `what` is the record's name, `way_out` what to do about raw
/// logits.
double logprob_of(const Json&, const std::string& what, const Text&,
                  std::string_view way_out = "if these are raw logits, name them \"logit\"");

/// A token's id: a whole number up to 2^64 - 1. `what` says whose.
std::uint64_t id_of(const Json&, const std::string& what, const Text&);

/// A label given as its bytes: an array of numbers from 0 to 255.
std::string bytes_of(const Json&, const std::string& what, const Text&);

/// Whether a member is there and not null.
bool is_given(const Json*);

}  // namespace logits::io
