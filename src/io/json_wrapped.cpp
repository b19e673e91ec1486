#include "src/io/json_wrapped.hpp"

#include "logits/chain.hpp"
#include "src/io/bias_file.hpp"
#include "src/io/format.hpp"
#include "src/io/json_values.hpp"
#include "src/io/names.hpp"
#include "src/io/number.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"
#include "src/io/token_list.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace logits::io {
namespace {

/// Names under which engines and APIs take parameters that have another name here, or none. They are refused,
/// not ignored.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> foreign_parameters = {
    {{"typical_p", "typical"},
     {"tfs_z", "tfs"},
     {"epsilon_cutoff", "epsilon"},
     {"eta_cutoff", "eta"},
     {"repeat_penalty", "repetition_penalty"},
     {"smoothing_factor", "smoothing"},
     {"no_repeat_ngram_size", "no_repeat_ngram"},
     {"logit_bias", "bias"},
     {"dry_breakers", "--dry-breakers"},
     {"seed", "--seed"},
     {"order", "--order"},
     {"chain", "--chain"},
     {"until", "--until"},
     {"engine", "--engine"},
     {"params", "--request"},
     {"samplers", "--request"}}};

void refuse_foreign(const std::string& key, std::size_t at, const Text& text) {
  const auto foreign = std::find_if(foreign_parameters.begin(), foreign_parameters.end(),
                                    [&key](const auto& names) { return names.first == key; });
  if (foreign == foreign_parameters.end()) return;
  if (foreign->second.starts_with("--"))
    fail(fmt::format("{} is nothing that a document says here", in_quotes(key)), text, at,
         fmt::format("there is the option {}", foreign->second));
  fail(fmt::format("{} is an engine's name for a parameter", in_quotes(key)), text, at,
       fmt::format("here it is {}", in_quotes(foreign->second)));
}

/// A parameter's value as an option would have it: a word is a string, a flag true or false, the others
/// numbers.
std::string value_of(const Json::Member& member, Range range, const Text& text) {
  const auto& [key, at, value] = member;
  if (range == Range::word && value.string() != nullptr) return *value.string();
  if (range == Range::flag && value.boolean() != nullptr) return *value.boolean() ? "on" : "off";
  if (value.number() != nullptr) return std::string(number_text(value, text));
  const std::string_view wanted = range == Range::word   ? "string"
                                  : range == Range::flag ? "boolean"
                                                         : "number";
  fail(fmt::format("{} is {}, not a {}", in_quotes(key), value.kind(), wanted), text, value.at);
}

void read_settings(Row& row, const Json& json, const Text& text) {
  std::vector<std::string> known = {"tokens", "logits", "ids", "bias", "id", "prompt", "history"};
  std::vector<Parameter> parameters;
  for_each_parameter([&](const Parameter& parameter) {
    if (parameter.range == Range::tokens) return;
    parameters.push_back(parameter);
    known.push_back(json_key(parameter.name));
  });
  for (const Json::Member& member : *json.object()) {
    const std::string& key = member.key;
    const auto parameter = std::find_if(parameters.begin(), parameters.end(),
                                        [&key](const Parameter& each) { return json_key(each.name) == key; });
    if (parameter != parameters.end()) {
      static_cast<void>(json.find(key, text));  // refuses a second one
      if (member.value.is_null()) continue;
      const std::string value = value_of(member, parameter->range, text);
      const std::size_t shown = member.value.number() != nullptr ? value.size() : 1;
      row.settings.push_back({std::string(parameter->name), value, text.point(member.value.at, shown)});
      continue;
    }
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    refuse_foreign(key, member.at, text);
    if (const auto near = nearest(key, known)) {
      fail(fmt::format("{} is not a known key", in_quotes(key)), text, member.at,
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
  if (const Json* const prompt = json.find("prompt", text); is_given(prompt))
    row.prompt = read_token_names(*prompt, text);
  if (const Json* const history = json.find("history", text); is_given(history))
    row.history = read_token_names(*history, text);
  read_row_id(row, json.find("id", text), text);
  read_settings(row, json, text);
}

}  // namespace logits::io
