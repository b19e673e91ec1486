#include "src/io/json.hpp"

#include "logits/error.hpp"
#include "src/io/text.hpp"

#include <array>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace logits::io {
namespace {

constexpr std::size_t deepest = 512;

/// The text as the parser reads it, a character at a time: knows how far it has come, where the last value
/// began, and puts quotes around the words that Python writes.
class Characters {
 public:
  explicit Characters(std::string_view text) : text_(text) {}

  bool ended() const { return next_ == text_.size() && next_ != word_end_; }
  std::size_t consumed() const { return next_; }
  std::size_t value_start() const { return value_start_; }

  char peek() const {
    if (next_ == word_end_ || (opening() && starts_word() > 0)) return '"';
    return text_[next_];
  }

  void advance() {
    if (next_ == word_end_) {
      word_end_ = nowhere;
      in_scalar_ = false;
      return;
    }
    if (const std::size_t length = opening() ? starts_word() : 0; length > 0) {
      word_end_ = next_ + length;
      word_begin_ = value_start_ = next_;
      return;
    }
    const char c = text_[next_];
    if (next_ < word_end_ && word_end_ != nowhere) {
      // inside a word that is being quoted
    } else if (in_string_) {
      if (!escaped_ && c == '"') in_string_ = false;
      escaped_ = !escaped_ && c == '\\';
    } else if (c == '"') {
      in_string_ = true;
      in_scalar_ = false;
      value_start_ = next_;
    } else if (is_delimiter(c)) {
      in_scalar_ = false;
    } else if (!in_scalar_) {
      in_scalar_ = true;
      value_start_ = next_;
    }
    ++next_;
  }

 private:
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  static bool is_delimiter(char c) {
    return std::string_view(" \t\r\n,:[]{}").find(c) != std::string_view::npos;
  }

  bool opening() const { return !in_string_ && !in_scalar_ && word_end_ == nowhere && next_ != word_begin_; }

  /// The length of the word that stands here in the place of a value, or 0.
  std::size_t starts_word() const {
    const std::string_view rest = text_.substr(next_);
    for (const std::string_view word : {"NaN", "Infinity", "-Infinity"}) {
      if (!rest.starts_with(word)) continue;
      const std::size_t after = rest.find_first_not_of(" \t\r\n", word.size());
      const bool delimited = rest.size() == word.size() || is_delimiter(rest[word.size()]);
      const bool is_key = after != std::string_view::npos && rest[after] == ':';
      return delimited && !is_key ? word.size() : 0;
    }
    return 0;
  }

  std::string_view text_;
  std::size_t next_ = 0;
  std::size_t value_start_ = 0;
  std::size_t word_begin_ = nowhere;
  std::size_t word_end_ = nowhere;
  bool in_string_ = false;
  bool escaped_ = false;
  bool in_scalar_ = false;
};

/// An input iterator over Characters, as nlohmann wants it. The default-constructed one is the end.
struct CharacterIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  Characters* characters = nullptr;

  char operator*() const { return characters->peek(); }
  CharacterIterator& operator++() {
    characters->advance();
    return *this;
  }
  bool operator==(const CharacterIterator&) const { return characters->ended(); }
};

/// nlohmann's words for a syntax error, without its prefix and its guesses: "unexpected ','".
std::string reason(std::string_view what) {
  if (const auto dash = what.find(" - "); dash != std::string_view::npos) what.remove_prefix(dash + 3);
  for (const std::string_view tail : {"; expected", "; last read"}) what = what.substr(0, what.find(tail));
  return std::string(what);
}

/// Builds the tree from nlohmann's events.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(const Text& text, const Characters& characters) : text_(text), characters_(characters) {}

  Json take() { return std::move(root_); }

  bool null() override { return scalar(nullptr); }
  bool boolean(bool value) override { return scalar(value); }
  bool number_integer(number_integer_t value) override { return scalar(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return scalar(value); }
  bool string(string_t& value) override { return scalar(std::move(value)); }
  bool binary(binary_t&) override { return false; }

  bool start_array(std::size_t) override { return open(Json::Array{}); }
  bool end_array() override { return close(); }
  bool start_object(std::size_t) override { return open(Json::Object{}); }
  bool end_object() override { return close(); }

  bool key(string_t& key) override {
    std::get<Json::Object>(open_.back()->value).push_back({std::move(key), characters_.value_start(), {}});
    return true;
  }

  bool parse_error(std::size_t, const std::string& last_token,
                   const nlohmann::detail::exception& error) override {
    const std::string_view what = error.what();
    if (what.find("number overflow") != std::string_view::npos) {
      const std::size_t at = characters_.value_start();
      throw Error(Failure::input,
                  fmt::format("{} is out of range: no double is that large",
                              in_quotes(number_text({nullptr, at}, text_))),
                  text_.point(at, number_text({nullptr, at}, text_).size()));
    }
    const bool at_end = characters_.ended() && what.find("end of input") != std::string_view::npos;
    std::size_t at =
        at_end ? text_.text.size() : characters_.consumed() - (characters_.consumed() > 0 ? 1 : 0);
    const std::string why = reason(what);
    const bool is_value = why == "unexpected number literal" || why == "unexpected string literal" ||
                          why.ends_with("true literal") || why.ends_with("false literal") ||
                          why.ends_with("null literal");
    if (!at_end && is_value && !last_token.empty()) at = characters_.value_start();
    // The end of the input is after the last thing that is there, not after the newlines behind it.
    while (at_end && at > 0 && std::string_view(" \t\r\n").find(text_.text[at - 1]) != std::string_view::npos)
      --at;
    throw Error(Failure::input, "this is not valid JSON: " + escaped(why, 200), text_.point(at));
  }

 private:
  bool scalar(decltype(Json::value) value) {
    place({std::move(value), characters_.value_start()});
    return true;
  }

  bool open(decltype(Json::value) value) {
    const std::size_t at = characters_.consumed() - 1;
    if (open_.size() == deepest) {
      throw Error(Failure::input, fmt::format("this JSON is nested deeper than {}", deepest),
                  text_.point(at));
    }
    open_.push_back(&place({std::move(value), at}));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  Json& place(Json&& json) {
    if (open_.empty()) return root_ = std::move(json);
    if (auto* const array = std::get_if<Json::Array>(&open_.back()->value)) {
      return array->emplace_back(std::move(json));
    }
    return std::get<Json::Object>(open_.back()->value).back().value = std::move(json);
  }

  const Text& text_;
  const Characters& characters_;
  Json root_;
  std::vector<Json*> open_;  // a container does not move while one inside it is open
};

}  // namespace

const Json* Json::find(std::string_view key, const Text& text) const {
  const Json* found = nullptr;
  for (const Member& member : *object()) {
    if (member.key != key) continue;
    if (found != nullptr) {
      throw Error(Failure::input, fmt::format("the key {} is there twice", in_quotes(key)),
                  text.point(member.at));
    }
    found = &member.value;
  }
  return found;
}

std::string_view Json::kind() const {
  static constexpr std::array<std::string_view, 6> kinds = {"null",     "a boolean", "a number",
                                                            "a string", "an array",  "an object"};
  return kinds[value.index()];
}

Json parse_json(const Text& text) {
  Characters characters(text.text);
  Builder builder(text, characters);
  nlohmann::json::sax_parse(CharacterIterator{&characters}, CharacterIterator{}, &builder);
  return builder.take();
}

bool is_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
}

std::string_view number_text(const Json& json, const Text& text) {
  const std::string_view rest = text.text.substr(json.at);
  return rest.substr(0, rest.find_first_not_of("+-.0123456789eE"));
}

void Balance::read(std::string_view piece) {
  for (const char c : piece) {
    if (in_string_) {
      in_string_ = escaped_ || c != '"';
      escaped_ = !escaped_ && c == '\\';
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '[' || c == '{') {
      ++depth_;
    } else if ((c == ']' || c == '}') && depth_ > 0) {
      --depth_;
    }
  }
}

bool Balance::too_deep() const {
  return depth_ > deepest;
}

}  // namespace logits::io
