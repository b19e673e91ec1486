#pragma once

#include "src/io/files.hpp"
#include "src/io/lines.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace logits::io {

/// Bytes from memory, at most `piece` at a time: a pipe that somebody writes to slowly.
class MemorySource : public Source {
 public:
  explicit MemorySource(std::string text, std::size_t piece = std::string::npos)
      : text_(std::move(text)), piece_(piece) {}

  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = text_.copy(buffer.data(), std::min(buffer.size(), piece_), at_);
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

/// Keeps what is written to it.
class MemorySink : public Sink {
 public:
  void write(std::string_view bytes) override { text.append(bytes); }

  std::string text;
};

/// The lines of a text, with a source of their own.
inline std::shared_ptr<Lines> lines_of(std::string text, std::size_t piece = std::string::npos) {
  struct Both {
    Both(std::string bytes, std::size_t most) : source(std::move(bytes), most), lines(source, "stdin", {}) {}
    MemorySource source;
    Lines lines;
  };
  const auto both = std::make_shared<Both>(std::move(text), piece);
  return {both, &both->lines};
}

}  // namespace logits::io
