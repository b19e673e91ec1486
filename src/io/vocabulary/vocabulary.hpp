#pragma once

#include "src/io/label_finder.hpp"
#include "src/io/vocabulary/spelling.hpp"

#include <string>
#include <utility>
#include <vector>

namespace logits::io {

/// The tokens of a model in the order of their ids. Shared by all rows whose tokens it names, with the index
/// to find them: neither is copied for a row.
struct Vocabulary {
  Vocabulary(std::string file, std::vector<std::string> tokens, Spelling how)
      : name(std::move(file)), labels(std::move(tokens)), spelling(how) {}
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  std::string name;                 ///< of the file
  std::vector<std::string> labels;  ///< bytes, not necessarily UTF-8; several may be equal. Never empty.
  Spelling spelling;                ///< of the file's pieces; the labels are decoded
  LabelFinder finder{labels};
};

}  // namespace logits::io
