#pragma once

#include "src/io/files.hpp"
#include "src/io/vocabulary/vocabulary.hpp"

#include <memory>
#include <optional>
#include <string>

namespace logits::io {

/// The vocabulary in a file, or in standard input for "-". Its form is told by its content: text with a token
/// a line, a JSON list, {"token": id}, Hugging Face's tokenizer.json, llama2.c's tokenizer.bin, or GGUF. How
/// its pieces are spelled is told by the file, unless `spelling` says it. Throws `Failure::input`.
std::shared_ptr<const Vocabulary> read_vocabulary(const std::string& path, std::optional<Spelling> spelling);

/// The same from a source called `name`.
std::shared_ptr<const Vocabulary> read_vocabulary(Source&, const std::string& name,
                                                  std::optional<Spelling> spelling);

}  // namespace logits::io
