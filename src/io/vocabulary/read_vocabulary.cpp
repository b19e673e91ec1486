#include "src/io/vocabulary/read_vocabulary.hpp"

#include "logits/error.hpp"
#include "src/io/format.hpp"
#include "src/io/json.hpp"
#include "src/io/text.hpp"
#include "src/io/vocabulary/readers.hpp"
#include "src/io/vocabulary/vocabulary_bytes.hpp"

#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view forms =
    "a vocabulary is text with a token a line, JSON, a tokenizer.json, llama2.c's tokenizer.bin or GGUF";

bool has_nul(std::string_view bytes) {
  return bytes.find('\0') != std::string_view::npos;
}

bool is_gguf(std::string_view start) {
  return start.starts_with("GGUF") && has_nul(start.substr(4, 4));  // else it is a token of text
}

/// "[PAD]" may be the first token of a text, so a bracket makes it JSON only if what follows fits, or if
/// there is no second line.
bool is_json_vocabulary(std::string_view text) {
  if (!is_json(text)) return false;
  const std::size_t next = text.find_first_not_of(" \t\r\n", text.find_first_of("[{") + 1);
  const bool fits = next != std::string_view::npos && std::string_view("\"]}[{").find(text[next]) < 5;
  return fits || text.find('\n') >= text.size() - 1;
}

void refuse_binary(std::string_view content, const std::string& name) {
  if (!has_nul(content)) return;
  std::string_view like = "is neither text nor a vocabulary that is read", advice = forms;
  if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF")) {
    like = "holds UTF-16 text";
    advice = "convert it to UTF-8, for example with iconv -f UTF-16 -t UTF-8";
  } else if (content.size() > 4 && content[0] == '\n' && content[2] == '\n') {
    like = "looks like a SentencePiece model, which is not read";
    advice = "give the tokenizer.json beside it, or a GGUF file of the model";
  }
  throw Error(Failure::input, fmt::format("{} {}", escaped(name), like), hint(advice));
}

Pieces read_pieces(VocabularyBytes& bytes) {
  const std::string_view start = bytes.start();
  if (is_gguf(start)) return read_gguf(bytes);
  if (is_tokenizer_bin(start)) return read_tokenizer_bin(bytes);

  const std::string content = bytes.rest();
  std::string_view characters = content;
  if (characters.starts_with(byte_order_mark)) characters.remove_prefix(byte_order_mark.size());
  refuse_binary(characters, bytes.name());
  if (!is_json_vocabulary(characters)) return read_token_lines(characters);

  const Text text{bytes.name(), characters};
  const Json json = parse_json(text);
  const Json* const model = json.object() != nullptr ? json.find("model", text) : nullptr;
  const bool is_tokenizer = model != nullptr && model->object() != nullptr;
  return is_tokenizer ? read_tokenizer_json(json, text) : read_json_vocabulary(json, text);
}

}  // namespace

std::shared_ptr<const Vocabulary> read_vocabulary(Source& source, const std::string& name,
                                                  std::optional<Spelling> spelling) {
  VocabularyBytes bytes(source, name);
  Pieces pieces = read_pieces(bytes);
  if (pieces.texts.empty())
    throw Error(Failure::input, fmt::format("there are no tokens in {}", escaped(name)), hint(forms));
  if (pieces.texts.size() > most_pieces) {
    throw Error(Failure::input, fmt::format("{} has more than {} tokens, and no vocabulary is that large",
                                            escaped(name), grouped(most_pieces)));
  }
  const Spelling how = spelling ? *spelling : pieces.spelling ? *pieces.spelling : spelling_of(pieces.texts);
  for (std::size_t i = 0; how != Spelling::plain && i < pieces.texts.size(); ++i) {
    if (!pieces.literal.empty() && pieces.literal[i]) continue;
    pieces.texts[i] = decoded(pieces.texts[i], how);
  }
  return std::make_shared<Vocabulary>(name, std::move(pieces.texts), how);
}

std::shared_ptr<const Vocabulary> read_vocabulary(const std::string& path, std::optional<Spelling> spelling) {
  const std::unique_ptr<Source> source = path == "-" ? standard_input() : open_file(path);
  return read_vocabulary(*source, path == "-" ? "stdin" : path, spelling);
}

}  // namespace logits::io
