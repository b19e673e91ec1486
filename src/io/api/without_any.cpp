#include "src/io/api/families.hpp"

namespace logits::io::api {
namespace {

bool is_word(const Json& document, std::string_view key, std::string_view word, const Text& text) {
  const Json* const found = document.find(key, text);
  return found != nullptr && found->string() != nullptr && *found->string() == word;
}

/// Anthropic's messages.
bool fits(const Json& document, const Text& text) {
  return is_word(document, "type", "message", text) && is_word(document, "role", "assistant", text);
}

Response read(const Json& document, const Text&) {
  Response response;
  response.positions.push_back(
      complaint(0, "there are no log-probs in this response, and this API has none", document.at));
  return response;
}

}  // namespace

const Family without_any{fits, read};

}  // namespace logits::io::api
