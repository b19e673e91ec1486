#pragma once

#include "src/io/json.hpp"
#include "src/io/vocabulary/pieces.hpp"
#include "src/io/vocabulary/vocabulary_bytes.hpp"

#include <string_view>

namespace logits::io {

// One for each format of a vocabulary. Each throws `Failure::input`.

/// A token a line. Every byte is kept but the ends of the lines: "\n", or "\r\n" where every line ends so.
Pieces read_token_lines(std::string_view text);

/// A JSON list of strings, or {"token": id}. The ids may leave gaps, but not more than there are tokens.
Pieces read_json_vocabulary(const Json&, const Text&);

/// Hugging Face's tokenizer.json: BPE, WordPiece, WordLevel and Unigram, with the added tokens. An id that
/// both the model and the added tokens have is the added token's.
Pieces read_tokenizer_json(const Json&, const Text&);

/// llama2.c's tokenizer.bin: the longest length, then for each token its score, its length and its bytes.
/// They are as llama2.c has them: blanks are blanks, and bytes are written "<0x0A>".
Pieces read_tokenizer_bin(VocabularyBytes&);

/// The metadata of a GGUF file, version 2 or 3: "tokenizer.ggml.tokens". Nothing behind it is read.
Pieces read_gguf(VocabularyBytes&);

/// Whether a file begins as a tokenizer.bin does: with a length, a number and a length that is not larger.
bool is_tokenizer_bin(std::string_view start);

}  // namespace logits::io
