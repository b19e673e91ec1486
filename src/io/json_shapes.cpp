#include "src/io/json_shapes.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "src/io/bias_file.hpp"
#include "src/io/label_index.hpp"
#include "src/io/names.hpp"
#include "src/io/number.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace logits::io {
namespace {

constexpr double banned = -std::numeric_limits<double>::infinity();

[[noreturn]] void fail(const std::string& what, const Text& text, std::size_t at,
                       std::string_view note = {}) {
  throw Error(Failure::input, what, text.point(at, 1, note));
}

/// `what` says which logit it is: "logit 3", "the logit of 'mat'".
double logit_of(const Json& json, const std::string& what, const Text& text) {
  if (const double* const number = json.number()) return *number;
  if (const auto* const word = json.string()) {
    if (*word == "-inf" || *word == "-Infinity") return banned;
    const Number::Kind kind = parse_number(*word).kind;
    if (kind == Number::Kind::nan) fail(what + " is NaN", text, json.at);
    if (kind == Number::Kind::infinity) fail(what + " is plus infinity", text, json.at);
  }
  std::string_view note;
  if (json.is_null()) note = "some programs write null for NaN; a ban is the string \"-inf\"";
  if (json.array() != nullptr) note = "write several vectors as [[...], [...]], or one a line";
  fail(fmt::format("{} is {}, not a number", what, json.kind()), text, json.at, note);
}

std::string numbered(std::string_view what, std::size_t i) {
  return fmt::format("{} {}", what, i);
}

std::uint64_t id_of(const Json& json, const std::string& what, const Text& text) {
  const auto id = json.number() != nullptr ? parse_count(number_text(json, text)) : std::nullopt;
  if (!id) fail(what + " has an id that is not a whole number from 0 to 2^64 - 1", text, json.at);
  return *id;
}

/// A label given as its bytes.
std::string bytes_of(const Json& json, const std::string& what, const Text& text) {
  std::string bytes;
  if (json.array() == nullptr) fail(what + " has bytes that are no array", text, json.at);
  for (const Json& item : *json.array()) {
    const auto byte = item.number() != nullptr ? parse_count(number_text(item, text)) : std::nullopt;
    if (!byte || *byte > 255)
      fail(what + " has a byte that is not a whole number from 0 to 255", text, item.at);
    bytes += static_cast<char>(*byte);
  }
  return bytes;
}

void read_numbers(Row& row, const Json::Array& numbers, const Text& text) {
  for (const Json& number : numbers)
    row.logits.push_back(logit_of(number, numbered("logit", row.logits.size()), text));
}

void read_map(Row& row, const Json::Object& members, const Text& text) {
  LabelIndex index(row.labels);
  for (const auto& [key, at, value] : members) {
    row.labels.push_back(key);
    if (index.insert(static_cast<TokenId>(row.labels.size() - 1))) {
      fail(fmt::format("the token {} is there twice", in_quotes(key)), text, at);
    }
    row.logits.push_back(logit_of(value, fmt::format("the logit of {}", in_quotes(key)), text));
  }
}

bool is_given(const Json* json) {
  return json != nullptr && !json->is_null();
}

/// A log-prob above zero is a raw logit under the wrong name; a hair above is rounding.
double logprob_of(const Json& json, const std::string& what, const Text& text) {
  const double value = logit_of(json, what, text);
  if (value > 1e-4) {
    fail(fmt::format("{} is positive, and a log-prob cannot be", what), text, json.at,
         "if these are raw logits, name them \"logit\"");
  }
  return value;
}

/// Records: this program's own tokens (`own`) are read by "logp", all others by "logit" or "logprob".
void read_records(Row& row, const Json::Array& records, const Text& text, bool own) {
  bool labelled = false, numbered_ids = false;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Json& record = records[i];
    const std::string which = numbered("record", i);
    if (record.object() == nullptr)
      fail(fmt::format("{} is {}, not an object", which, record.kind()), text, record.at);
    const Json* const logit = own ? nullptr : record.find("logit", text);
    const Json* const logprob = record.find(own ? "logp" : "logprob", text);
    if (logit == nullptr && logprob == nullptr) {
      fail(fmt::format("{} has no {}", which, own ? "\"logp\"" : "\"logit\" or \"logprob\""), text,
           record.at);
    }
    row.logits.push_back(logit != nullptr ? logit_of(*logit, "the logit of " + which, text)
                                          : logprob_of(*logprob, "the log-prob of " + which, text));
    row.logprobs = row.logprobs || logit == nullptr;

    const Json* const token = record.find("token", text);
    const Json* const bytes = record.find("bytes", text);
    const Json* const id = record.find("id", text);
    const bool has_label = is_given(token) || is_given(bytes);
    if (i == 0) labelled = has_label, numbered_ids = is_given(id);
    if (has_label != labelled) fail("some records have a token and some have none", text, record.at);
    if (is_given(id) != numbered_ids) fail("some records have an id and some have none", text, record.at);
    if (is_given(bytes)) {
      row.labels.push_back(bytes_of(*bytes, which, text));
    } else if (labelled) {
      if (token->string() == nullptr)
        fail(fmt::format("{} has a token that is {}", which, token->kind()), text, token->at);
      row.labels.push_back(*token->string());
    }
    if (numbered_ids) row.ids.push_back(id_of(*id, which, text));
  }
  require_distinct(row.ids, text.line(records.front().at));
}

/// The row's own id: any string or number, as JSON.
void read_row_id(Row& row, const Json::Object&, const Json* id, const Text& text) {
  if (id == nullptr) return;
  if (const auto* const word = id->string()) {
    row.id = nlohmann::json(*word).dump();
  } else if (id->number() != nullptr) {
    row.id = number_text(*id, text);
  } else if (id->is_null()) {
    row.id = "null";
  } else {
    fail(fmt::format("the row's id is {}", id->kind()), text, id->at, "expected a string or a number");
  }
}

/// Names under which engines and APIs take parameters that this program does not have. They are refused, not
/// ignored.
constexpr std::array<std::string_view, 24> foreign_parameters = {"top_p",
                                                                 "min_p",
                                                                 "typical_p",
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

std::string key_of(std::string_view option) {
  std::string key(option);
  std::replace(key.begin(), key.end(), '-', '_');
  return key;
}

/// The names that wrapped documents may use for parameters, each with the option's spelling.
std::vector<std::string> parameter_names() {
  std::vector<std::string> names;
  for (const Step& step : default_steps()) {
    std::visit(
        [&]<typename S>(const S&) {
          S::fields([&](const Parameter& parameter, auto) { names.emplace_back(parameter.name); });
        },
        step);
  }
  return names;
}

void read_settings(Row& row, const Json::Object& members, const Text& text) {
  std::vector<std::string> known = {"tokens", "logits", "ids", "bias", "id"};
  std::vector<std::string> parameters = parameter_names();
  for (const std::string& name : parameters) known.push_back(key_of(name));
  for (const auto& [key, at, value] : members) {
    const auto parameter = std::find_if(parameters.begin(), parameters.end(),
                                        [&k = key](const std::string& name) { return key_of(name) == k; });
    if (parameter != parameters.end()) {
      static_cast<void>(Json{members, 0}.find(*parameter, text));
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

void read_wrapped(Row& row, const Json& json, const Json::Array& numbers, const Text& text) {
  const Json::Object& members = *json.object();
  read_numbers(row, numbers, text);
  const auto same_length = [&](const Json& list, std::string_view what) -> const Json::Array& {
    if (list.array() == nullptr)
      fail(fmt::format("'{}' is {}, not an array", what, list.kind()), text, list.at);
    if (list.array()->size() != numbers.size()) {
      fail(fmt::format("there are {} {} and {} logits", list.array()->size(), what, numbers.size()), text,
           list.at);
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
      row.ids.push_back(id_of(id, numbered("token", row.ids.size()), text));
    require_distinct(row.ids, text.line(ids->at));
  }
  if (const Json* const bias = json.find("bias", text)) row.bias = read_bias(*bias, text);
  read_row_id(row, members, json.find("id", text), text);
  read_settings(row, members, text);
}

void read_own(Row& row, const Json& json, const std::string& schema, const Text& text) {
  if (schema != "logits/1")
    fail(fmt::format("the schema {} is not known", in_quotes(schema)), text, json.at, "known: logits/1");
  const Json* const tokens = json.find("tokens", text);
  if (tokens == nullptr || tokens->array() == nullptr) {
    fail("this output of logits holds no tokens to read back", text, json.at,
         "the output of 'sample' cannot be input");
  }
  if (!tokens->array()->empty()) read_records(row, *tokens->array(), text, true);
  read_row_id(row, *json.object(), json.find("id", text), text);
}

bool has_key(const Json& json, std::string_view key) {
  return std::any_of(json.object()->begin(), json.object()->end(),
                     [key](const auto& member) { return member.key == key; });
}

bool is_record(const Json& json) {
  return json.object() != nullptr && (has_key(json, "logit") || has_key(json, "logprob") ||
                                      (has_key(json, "token") && !has_key(json, "tokens")));
}

bool is_array_of_rows(const Json& json) {
  if (json.array() == nullptr) return false;
  return std::any_of(json.array()->begin(), json.array()->end(), [](const Json& item) {
    return item.array() != nullptr || (item.object() != nullptr && !is_record(item));
  });
}

}  // namespace

std::vector<const Json*> row_parts(const Json& document, const Text&) {
  if (!is_array_of_rows(document)) return {&document};
  std::vector<const Json*> parts;
  for (const Json& item : *document.array()) parts.push_back(&item);
  return parts;
}

Row read_row(const Json& part, const Text& text) {
  Row row;
  row.place = text.line(part.at);
  if (const auto* const array = part.array()) {
    const bool records = !array->empty() && is_record(array->front());
    records ? read_records(row, *array, text, false) : read_numbers(row, *array, text);
  } else if (const auto* const object = part.object()) {
    const Json* const schema =
        has_key(part, "tokens") || has_key(part, "rng") ? part.find("schema", text) : nullptr;
    const Json* const logits = part.find("logits", text);
    if (schema != nullptr && schema->string() != nullptr) {
      read_own(row, part, *schema->string(), text);
    } else if (logits != nullptr && logits->array() != nullptr) {
      read_wrapped(row, part, *logits->array(), text);
    } else {
      read_map(row, *object, text);
    }
  } else if (part.number() != nullptr) {
    row.logits = {*part.number()};
  } else {
    fail(fmt::format("this is {}, not logits", part.kind()), text, part.at);
  }
  if (row.logits.empty()) fail("there are no tokens", text, part.at);
  return row;
}

}  // namespace logits::io
