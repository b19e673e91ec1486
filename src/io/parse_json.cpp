#include "logits/error.hpp"
#include "src/io/json.hpp"
#include "src/io/json_characters.hpp"
#include "src/io/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace logits::io {
namespace {

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
  bool string(string_t& value) override {
    const bool is_word = text_.text[characters_.value_start()] != '"';  // Characters put quotes around it
    return is_word ? scalar(Json::Word{std::move(value)}) : scalar(std::move(value));
  }
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
    const std::string why = reason(what);
    const bool at_end = why == "unexpected end of input";
    std::size_t at =
        at_end ? text_.text.size() : characters_.consumed() - (characters_.consumed() > 0 ? 1 : 0);
    const bool is_value = why == "unexpected number literal" || why == "unexpected string literal" ||
                          why.ends_with("true literal") || why.ends_with("false literal") ||
                          why.ends_with("null literal") || why.starts_with("invalid literal") ||
                          why.starts_with("invalid number");
    if (!at_end && is_value && !last_token.empty()) at = characters_.value_start();
    // nlohmann sees that a character is broken one byte too late.
    if (why.find("UTF-8") != std::string::npos)
      at = characters_.value_start() + valid_utf8_prefix(text_.text.substr(characters_.value_start()));
    // The end of the input is after the last thing that is there, not after the newlines behind it.
    while (at_end && at > 0 && std::string_view(" \t\r\n").find(text_.text[at - 1]) != std::string_view::npos)
      --at;
    throw Error(Failure::input, "this is not valid JSON: " + escaped(why, 200),
                text_.point(at, 1, python_quotes(at) ? "JSON wants double quotes" : ""));
  }

 private:
  bool python_quotes(std::size_t at) const { return at < text_.text.size() && text_.text[at] == '\''; }

  bool scalar(decltype(Json::value) value) {
    place({std::move(value), characters_.value_start()});
    return true;
  }

  bool open(decltype(Json::value) value) {
    const std::size_t at = characters_.consumed() - 1;
    if (open_.size() == deepest_json) {
      throw Error(Failure::input, fmt::format("this JSON is nested deeper than {}", deepest_json),
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

Json parse_json(const Text& text) {
  // nlohmann would take a NUL byte for the end, and skip a byte order mark that does not begin the input.
  const std::size_t nul = text.text.find('\0');
  if (nul != std::string_view::npos)
    throw Error(Failure::input, "there is a NUL byte in the JSON", text.point(nul));
  if (text.text.starts_with("\xEF\xBB\xBF")) {
    throw Error(Failure::input, "there is a byte order mark within the input", text.point(0));
  }
  Characters characters(text.text);
  Builder builder(text, characters);
  nlohmann::json::sax_parse(CharacterIterator{&characters}, CharacterIterator{}, &builder);
  return builder.take();
}

}  // namespace logits::io
