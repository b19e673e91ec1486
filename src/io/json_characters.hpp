#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

namespace logits::io {

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

}  // namespace logits::io
