#pragma once

#include "src/io/place.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace logits::io {

/// A JSON value as it was written: members in order, equal keys apart, and the place of everything.
/// (nlohmann parses; its own tree sorts members, merges equal ones and forgets where they stood.)
struct Json {
  struct Member;
  /// One of the words NaN, Infinity and -Infinity that Python writes, without quotes.
  struct Word {
    std::string text;
  };
  using Array = std::vector<Json>;
  using Object = std::vector<Member>;

  using Value = std::variant<std::nullptr_t, bool, double, std::string, Word, Array, Object>;

  Json();
  Json(Value v, std::size_t offset);
  Json(Json&&) noexcept;
  Json& operator=(Json&&) noexcept;
  ~Json();

  Value value;
  std::size_t at = 0;  ///< the byte offset of its first character in the text

  const bool* boolean() const { return std::get_if<bool>(&value); }
  const double* number() const { return std::get_if<double>(&value); }
  const std::string* string() const { return std::get_if<std::string>(&value); }
  const Word* word() const { return std::get_if<Word>(&value); }
  const Array* array() const { return std::get_if<Array>(&value); }
  const Object* object() const { return std::get_if<Object>(&value); }
  bool is_null() const { return std::holds_alternative<std::nullptr_t>(value); }

  /// The member of an object, or nothing. Throws `Failure::input` if it is there twice.
  const Json* find(std::string_view key, const Text& text) const;

  /// Whether an object has such a member.
  bool has(std::string_view key) const;

  /// "a string", "an array", …
  std::string_view kind() const;
};

struct Json::Member {
  std::string key;
  std::size_t at;  ///< of the key
  Json value;
};

inline Json::Json() = default;
inline Json::Json(Value v, std::size_t offset) : value(std::move(v)), at(offset) {}
inline Json::Json(Json&&) noexcept = default;
inline Json& Json::operator=(Json&&) noexcept = default;
inline Json::~Json() = default;

inline constexpr std::size_t deepest_json = 512;

/// Exactly one JSON document, nested at most `deepest_json` deep. The words NaN, Infinity and -Infinity that
/// Python writes are read as strings, so that whoever wants a number there can say what is wrong with it.
/// Throws `Failure::input`.
Json parse_json(const Text&);

/// Whether text begins as a JSON array or object does.
bool is_json(std::string_view text);

/// The characters of the number that stands at `json.at`, as they were written.
std::string_view number_text(const Json& json, const Text&);

/// Whether brackets and strings are balanced at the end of text, so that a document may end there. Call it
/// for piece after piece.
class Balance {
 public:
  void read(std::string_view piece);
  bool open() const { return depth_ > 0 || in_string_; }
  bool too_deep() const;

 private:
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

}  // namespace logits::io
