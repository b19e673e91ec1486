#pragma once

#include "src/io/json.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace logits::io::api {

/// A token as a response lists it, with as much as it tells.
struct Entry {
  std::optional<std::string> text = {};   ///< may have lost bytes on its way
  std::optional<std::string> bytes = {};  ///< what the text should have been
  std::optional<std::uint64_t> id = {};
  std::optional<double> logprob = {};  ///< minus infinity for a banned token
  bool is_unlisted = false;            ///< its log-prob is -9999: not told, for it is not among those listed
  std::size_t at = 0;                  ///< where it stands

  /// The bytes, else the text. Nothing if it has neither.
  const std::string* label() const { return bytes ? &*bytes : text ? &*text : nullptr; }

  /// The label, else the id in digits.
  std::string name() const;
};

/// Whether two entries are the same token: by id, else by bytes, else by text, as far as both tell.
bool same_token(const Entry&, const Entry&);

/// Which numbers a server writes for minus infinity, besides -3.4e38, exactly -1000 (TabbyAPI) and the
/// word.
struct Bans {
  bool null = false;  ///< SGLang, TGI and mistral.rs, whose JSON has no infinities
};

/// Reads an object that is a token, by whatever names its members go: "token", "text", "decoded_token" or
/// "tok_str"; "bytes"; "id", "token_id" or "tokenId"; "logprob", "log_probability", "logProbability" or
/// "prob".
Entry read_entry(const Json&, const Text&, Bans bans = {});

/// A token known by its text. "token_id:7" is the token with the id 7.
Entry called(std::string_view text, std::size_t at);

/// The same for a JSON value; a number is an id.
Entry called(const Json&, const Text&);

/// Reads the log-prob of an entry from a number, or what stands for one.
void read_logprob(Entry&, const Json&, const Text&, Bans bans = {});

/// A member of an object by any of its names, null ones left out; nothing if it has none of them.
const Json* find_any(const Json& object, const Text&, std::initializer_list<std::string_view> names);

/// A whole number that counts or numbers something, called `what`. Throws `Failure::input`.
std::uint64_t whole_number(const Json&, std::string_view what, const Text&);

/// Whether it is an array that begins with an object.
bool is_list_of_objects(const Json*);

/// The elements of an array. Throws `Failure::input` for what is none, calling it `what`.
const Json::Array& array_of(const Json&, std::string_view what, const Text&);

}  // namespace logits::io::api
