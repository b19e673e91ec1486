#include "src/io/json_wrapped.hpp"

#include "logits/chain.hpp"
#include "src/io/bias_file.hpp"
#include "src/io/format.hpp"
#include "src/io/json_values.hpp"
#include "src/io/names.hpp"
#include "src/io/number.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace logits::io {
namespace {

/// Names under which engines and APIs take parameters that this program does not have. They are refused, not
/// ignored.
constexpr std::array<std::string_view, 22> foreign_parameters = {"typical_p",
                                                                 "top_a",
                                                                 "tfs",
                                                                 "tfs_z",
                                                                 "epsilon_cutoff",
                                                                 "eta_cutoff",
                                                                 "top_n_sigma",
                                                                 "repetition_penalty",
                                                                 "repeat_penalty",
                                                                 "frequency_penalty",
                                                                 "presence_penalty",
                                                                 "mirostat",
                                                                 "mirostat_tau",
                                                                 "mirostat_eta",
                                                                 "xtc_probability",
                                                                 "xtc_threshold",
                                                                 "dry_multiplier",
                                                                 "dynatemp_range",
                                                                 "smoothing_factor",
                                                                 "logit_bias",
                                                                 "top_h",
                                                                 "seed"};

void read_settings(Row& row, const Json& json, const Text& text) {
  std::vector<std::string> known = {"tokens", "logits", "ids", "bias", "id"};
  std::vector<std::string> parameters;  // as the options are spelled
  for_each_parameter([&](const Parameter& parameter) {
    parameters.emplace_back(parameter.name);
    known.push_back(json_key(parameter.name));
  });
  for (const auto& [key, at, value] : *json.object()) {
    const auto parameter = std::find_if(parameters.begin(), parameters.end(),
                                        [&k = key](const std::string& name) { return json_key(name) == k; });
    if (parameter != parameters.end()) {
      static_cast<void>(json.find(key, text));  // refuses a second one
      if (value.is_null()) continue;
      if (value.number() == nullptr)
        fail(fmt::format("{} is {}, not a number", in_quotes(key), value.kind()), text, value.at);
      const std::string_view written = number_text(value, text);
      row.settings.push_back({*parameter, std::string(written), text.point(value.at, written.size())});
      continue;
    }
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    if (std::find(foreign_parameters.begin(), foreign_parameters.end(), key) != foreign_parameters.end()) {
      fail(fmt::format("{} is a parameter that this program does not have", in_quotes(key)), text, at);
    }
    if (const auto near = nearest(key, known)) {
      fail(fmt::format("{} is not a known key", in_quotes(key)), text, at,
           fmt::format("did you mean {}?", in_quotes(*near)));
    }
  }
}

}  // namespace

void read_numbers(Row& row, const Json::Array& numbers, const Text& text) {
  for (const Json& number : numbers) {
    row.logits.push_back(logit_of(number, text, [&] { return fmt::format("logit {}", row.logits.size()); }));
  }
}

void read_row_id(Row& row, const Json* id, const Text& text) {
  if (id == nullptr) return;
  if (const auto* const word = id->string()) {
    row.id = json_string(*word);
  } else if (id->number() != nullptr) {
    row.id = number_text(*id, text);
  } else if (id->is_null()) {
    row.id = "null";
  } else {
    fail(fmt::format("the row's id is {}", id->kind()), text, id->at, "expected a string or a number");
  }
}

void read_wrapped(Row& row, const Json& json, const Text& text) {
  const Json::Array& numbers = *json.find("logits", text)->array();
  read_numbers(row, numbers, text);
  const auto same_length = [&](const Json& list, std::string_view what) -> const Json::Array& {
    if (list.array() == nullptr)
      fail(fmt::format("'{}' is {}, not an array", what, list.kind()), text, list.at);
    if (list.array()->size() != numbers.size()) {
      fail(fmt::format("'{}' has {} and 'logits' has {}", what, counted(list.array()->size(), "element"),
                       numbers.size()),
           text, list.at);
    }
    return *list.array();
  };
  if (const Json* const tokens = json.find("tokens", text); is_given(tokens)) {
    for (const Json& token : same_length(*tokens, "tokens")) {
      if (token.string() == nullptr) {
        fail(fmt::format("token {} is {}, not a string", row.labels.size(), token.kind()), text, token.at);
      }
      row.labels.push_back(*token.string());
    }
  }
  if (const Json* const ids = json.find("ids", text); is_given(ids)) {
    for (const Json& id : same_length(*ids, "ids"))
      row.ids.push_back(id_of(id, fmt::format("token {}", row.ids.size()), text));
    require_distinct(row.ids, [&text, ids] { return text.line(ids->at); });
  }
  read_request(row, json, text);
}

void read_request(Row& row, const Json& json, const Text& text) {
  if (const Json* const bias = json.find("bias", text)) row.bias = read_bias(*bias, text);
  read_row_id(row, json.find("id", text), text);
  read_settings(row, json, text);
}

}  // namespace logits::io
