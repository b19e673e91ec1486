#include "src/io/api/entry.hpp"

#include "logits/softmax.hpp"
#include "src/io/json_values.hpp"
#include "src/io/number.hpp"
#include "src/io/text.hpp"

#include <limits>

#include <fmt/format.h>

namespace logits::io::api {
namespace {

constexpr double banned = -std::numeric_limits<double>::infinity();
constexpr double unlisted = -9999;  // OpenAI and vLLM: not among the likeliest, or below what they print
constexpr double minus_thousand = -1000;  // TabbyAPI; no model gives exactly that
constexpr double lowest_float = -3e38;    // llama.cpp writes -FLT_MAX for minus infinity

std::string whose(std::string_view what, const Entry& entry) {
  const bool is_named = entry.label() != nullptr || entry.id;
  return is_named ? fmt::format("the {} of {}", what, in_quotes(entry.name())) : fmt::format("a {}", what);
}

double log_of_prob(const Entry& entry, const Json& json, const Text& text) {
  const double p = logit_of(json, text, [&] { return whose("probability", entry); });
  if (p < 0 || p > 1.0001)  // a hair above one is rounding
    fail(whose("probability", entry) + " is not from 0 to 1", text, json.at);
  return log_of(p);
}

void read_token(Entry& entry, const Json& token, const Text& text) {
  const Entry named = called(token, text);
  entry.text = named.text;
  if (named.id) entry.id = named.id;
}

void read_bytes(Entry& entry, const Json& bytes, const Text& text) {
  entry.bytes = bytes.string() != nullptr ? *bytes.string()  // mistral.rs
                                          : bytes_of(bytes, whose("entry", entry), text);
  if (entry.bytes->empty() && entry.text && !entry.text->empty()) entry.bytes.reset();
}

}  // namespace

std::string Entry::name() const {
  if (label() != nullptr) return *label();
  return id ? std::to_string(*id) : "";
}

bool same_token(const Entry& a, const Entry& b) {
  if (a.id && b.id) return *a.id == *b.id;
  if (a.bytes && b.bytes) return *a.bytes == *b.bytes;
  if (a.text && b.text) return *a.text == *b.text;
  return a.label() != nullptr && b.label() != nullptr && *a.label() == *b.label();
}

Entry called(std::string_view text, std::size_t at) {
  constexpr std::string_view prefix = "token_id:";
  Entry entry;
  entry.at = at;
  if (text.starts_with(prefix)) entry.id = parse_count(text.substr(prefix.size()));
  if (!entry.id) entry.text = text;
  return entry;
}

Entry called(const Json& token, const Text& text) {
  if (const auto* const string = token.string()) return called(*string, token.at);
  if (token.number() == nullptr)
    fail(fmt::format("a token is {}, not a string", token.kind()), text, token.at);
  Entry entry;
  entry.at = token.at;
  entry.id = id_of(token, "a token", text);
  return entry;
}

void read_logprob(Entry& entry, const Json& json, const Text& text, Bans bans) {
  if (json.is_null() && bans.null) {
    entry.logprob = banned;
    return;
  }
  const double logprob = logprob_of(json, whose("log-prob", entry), text, "the server sent raw logits");
  if (logprob <= lowest_float || logprob == minus_thousand) {
    entry.logprob = banned;
  } else if (logprob <= unlisted) {
    entry.is_unlisted = true;
  } else {
    entry.logprob = logprob;
  }
}

Entry read_entry(const Json& json, const Text& text, Bans bans) {
  if (json.object() == nullptr)
    fail(fmt::format("an entry of the log-probs is {}, not an object", json.kind()), text, json.at);
  Entry entry;
  entry.at = json.at;
  if (const Json* const token = find_any(json, text, {"token", "text", "decoded_token", "tok_str"}))
    read_token(entry, *token, text);
  if (const Json* const id = find_any(json, text, {"id", "token_id", "tokenId"}))
    entry.id = id_of(*id, whose("entry", entry), text);
  if (const Json* const bytes = json.find("bytes", text); is_given(bytes)) read_bytes(entry, *bytes, text);

  for (const std::string_view name : {"logprob", "log_probability", "logProbability"}) {
    if (const Json* const logprob = json.find(name, text)) {
      read_logprob(entry, *logprob, text, bans);
      return entry;
    }
  }
  if (const Json* const prob = json.find("prob", text)) entry.logprob = log_of_prob(entry, *prob, text);
  return entry;
}

const Json* find_any(const Json& object, const Text& text, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const Json* const found = object.find(name, text); is_given(found)) return found;
  }
  return nullptr;
}

std::uint64_t whole_number(const Json& json, std::string_view what, const Text& text) {
  const auto number = json.number() != nullptr ? parse_count(number_text(json, text)) : std::nullopt;
  if (!number) fail(fmt::format("'{}' is not a whole number from 0 to 2^64 - 1", what), text, json.at);
  return *number;
}

bool is_list_of_objects(const Json* json) {
  return json != nullptr && json->array() != nullptr && !json->array()->empty() &&
         json->array()->front().object() != nullptr;
}

const Json::Array& array_of(const Json& json, std::string_view what, const Text& text) {
  if (json.array() == nullptr)
    fail(fmt::format("'{}' is {}, not an array", what, json.kind()), text, json.at);
  return *json.array();
}

}  // namespace logits::io::api
