#include "src/io/format.hpp"
#include "src/io/text.hpp"
#include "src/io/vocabulary/readers.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

// The types of values.
constexpr std::uint32_t uint32_type = 4, int32_type = 5, string_type = 8, array_type = 9;
constexpr std::array<std::uint64_t, 13> sizes = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};  // 0: not fixed
constexpr std::size_t deepest = 8;

// Of "tokenizer.ggml.token_type": all others stand for themselves.
constexpr std::uint32_t normal_token = 1, byte_token = 6;

class Gguf {
 public:
  explicit Gguf(VocabularyBytes& bytes) : bytes_(bytes) {}

  Pieces read() {
    read_header();
    for (std::uint64_t left = count_; left > 0; --left) read_entry();
    if (!tokens_) {
      bytes_.fail(fmt::format("{} holds no vocabulary: its metadata has no 'tokenizer.ggml.tokens'",
                              escaped(bytes_.name())));
    }
    return pieces();
  }

 private:
  void read_header() {
    bytes_.skip(4, "the word GGUF");
    const auto version = bytes_.word<std::uint32_t>("the version");
    if ((version & 0xFFFF) == 0 && version != 0) {
      bytes_.fail(fmt::format("{} is a big-endian GGUF file, and those are not read", escaped(bytes_.name())),
                  "convert it, or give the model's tokenizer.json");
    }
    if (version != 2 && version != 3) {
      bytes_.fail(fmt::format("{} is a GGUF file of version {}, and versions 2 and 3 are read",
                              escaped(bytes_.name()), version));
    }
    bytes_.skip(8, "the number of tensors");
    count_ = bytes_.word<std::uint64_t>("the number of metadata entries");
  }

  void read_entry() {
    const std::string key = take_string("the key of a metadata entry");
    const std::string which = in_quotes(key);
    const auto type = bytes_.word<std::uint32_t>(which);
    if (key == "tokenizer.ggml.tokens") {
      refuse_second(tokens_.has_value(), which);
      tokens_ = take_tokens(type, which);
    } else if (key == "tokenizer.ggml.token_type") {
      refuse_second(types_.has_value(), which);
      types_ = take_types(type, which);
    } else if (key == "tokenizer.ggml.model") {
      refuse_second(model_.has_value(), which);
      if (type != string_type) bytes_.fail(fmt::format("{} is not a string", which));
      model_ = take_string(which);
    } else {
      skip_value(type, which, 0);
    }
  }

  void refuse_second(bool second, const std::string& which) {
    if (second) bytes_.fail(fmt::format("{} is there twice", which));
  }

  std::string take_string(std::string_view what) {
    const auto length = bytes_.word<std::uint64_t>(what);
    return bytes_.take(length, what);
  }

  std::vector<std::string> take_tokens(std::uint32_t type, const std::string& which) {
    if (type != array_type || bytes_.word<std::uint32_t>(which) != string_type)
      bytes_.fail(fmt::format("{} is not an array of strings", which));
    const auto count = bytes_.word<std::uint64_t>(which);
    refuse_too_many(count, which);
    std::vector<std::string> tokens;  // grows with what is there, not with what is announced
    while (tokens.size() < count) tokens.push_back(take_string(which));
    return tokens;
  }

  std::vector<std::uint32_t> take_types(std::uint32_t type, const std::string& which) {
    const std::uint32_t element = type == array_type ? bytes_.word<std::uint32_t>(which) : type;
    if (type != array_type || (element != int32_type && element != uint32_type))
      bytes_.fail(fmt::format("{} is not an array of 32-bit integers", which));
    const auto count = bytes_.word<std::uint64_t>(which);
    refuse_too_many(count, which);
    std::vector<std::uint32_t> types;
    while (types.size() < count) types.push_back(bytes_.word<std::uint32_t>(which));
    return types;
  }

  void refuse_too_many(std::uint64_t count, const std::string& which) {
    if (count <= most_pieces) return;
    bytes_.fail(fmt::format("{} is said to have {}, and a vocabulary may have {}", which,
                            counted(count, "element"), grouped(most_pieces)));
  }

  void skip_value(std::uint32_t type, const std::string& which, std::size_t depth) {
    if (type == string_type) return bytes_.skip(bytes_.word<std::uint64_t>(which), which);
    if (type == array_type) return skip_array(which, depth + 1);
    bytes_.skip(size_of(type, which), which);
  }

  void skip_array(const std::string& which, std::size_t depth) {
    if (depth > deepest) bytes_.fail(fmt::format("{} is nested deeper than {} arrays", which, deepest));
    const auto type = bytes_.word<std::uint32_t>(which);
    auto count = bytes_.word<std::uint64_t>(which);
    if (type == string_type || type == array_type) {
      for (; count > 0; --count) skip_value(type, which, depth);
    } else {
      const std::uint64_t size = size_of(type, which);
      bytes_.skip(count > VocabularyBytes::most ? count : count * size,
                  which);  // too many need not be multiplied
    }
  }

  std::uint64_t size_of(std::uint32_t type, const std::string& which) {
    if (type < sizes.size() && sizes[type] > 0) return sizes[type];
    bytes_.fail(fmt::format("{} has type {}, which GGUF does not know", which, type));
  }

  Pieces pieces() {
    Pieces result;
    result.texts = std::move(*tokens_);
    if (types_) {
      if (types_->size() != result.texts.size()) {
        bytes_.fail(fmt::format("{} has {} and {}", escaped(bytes_.name()),
                                counted(result.texts.size(), "token"),
                                counted(types_->size(), "token type")));
      }
      for (const std::uint32_t type : *types_)
        result.literal.push_back(type != normal_token && type != byte_token);
    }
    if (model_) result.spelling = spelling_of_model(*model_);
    return result;
  }

  /// As llama.cpp's token_to_piece has it.
  static Spelling spelling_of_model(std::string_view model) {
    if (model == "gpt2") return Spelling::byte_level;
    if (model == "llama") return Spelling::sentencepiece;
    return model == "t5" || model == "bert" ? Spelling::metaspace : Spelling::plain;
  }

  VocabularyBytes& bytes_;
  std::uint64_t count_ = 0;
  std::optional<std::vector<std::string>> tokens_;
  std::optional<std::vector<std::uint32_t>> types_;
  std::optional<std::string> model_;
};

}  // namespace

Pieces read_gguf(VocabularyBytes& bytes) {
  return Gguf(bytes).read();
}

}  // namespace logits::io
