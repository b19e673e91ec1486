#pragma once

#include "logits/error.hpp"
#include "src/io/row.hpp"

#include <bit>
#include <cstdint>
#include <iterator>
#include <string>

#include <fmt/format.h>

namespace logits::io {

/// All that is known of a row, the bits of its numbers too.
inline std::string all_of(const Row& row) {
  std::string result = fmt::format("row {} {} {}", row.id, row.logprobs, row.place);
  const auto add = [to = std::back_inserter(result)](const char* name, const auto&... values) {
    fmt::format_to(to, "\n{}", name);
    (fmt::format_to(to, " {}", values), ...);
  };
  const auto bits = [](double x) {
    return std::bit_cast<std::uint64_t>(x);
  };
  for (const double logit : row.logits) add("logit", bits(logit));
  for (const std::string& label : row.labels) add("label", label);
  for (const std::uint64_t id : row.ids) add("id", id);
  for (const NamedBias& bias : row.bias)
    add("bias", bias.token.text, bias.token.is_id, bits(bias.bias), bias.given_by);
  for (const Setting& setting : row.settings) add("setting", setting.name, setting.value, setting.place);
  for (const std::string& note : row.notes) add("note", note);
  if (row.rest) add("rest", bits(row.rest->highest));
  if (const auto& p = row.position)
    add("position", p->choice, p->number, p->in_prompt, p->chosen, p->chosen_index.value_or(1234567));
  return result + "\n";
}

/// All rows of an input, and the errors between them, up to the end.
inline std::string transcript(const Rows& rows) {
  std::string result;
  for (bool more = true; more;) {
    try {
      const auto row = rows();
      more = row.has_value();
      if (more) result += all_of(*row);
    } catch (const Error& error) {
      result +=
          fmt::format("error {} {}\n{}\n", static_cast<int>(error.failure), error.what(), error.details);
    }
  }
  return result;
}

}  // namespace logits::io
