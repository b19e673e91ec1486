#pragma once

#include "src/io/files.hpp"

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace logits::io {

/// A sink that keeps what it gets.
class TextSink : public Sink {
 public:
  void write(std::string_view bytes) override { text.append(bytes); }
  std::string text;
};

/// Collects what is printed and writes it in large pieces. Call `flush` at the end: a destructor could not
/// report failure.
class Output {
 public:
  explicit Output(Sink& sink) : sink_(sink) {}

  template <typename... Arguments>
  void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(buffer_), format, std::forward<Arguments>(arguments)...);
    if (buffer_.size() > chunk) flush();
  }

  void write(std::string_view text) {
    buffer_.append(text);
    if (buffer_.size() > chunk) flush();
  }

  /// A number in the shortest form that reads back, never "-0"; infinities are "inf" and "-inf".
  void number(double x);
  void number(std::uint64_t x);

  void flush() {
    if (buffer_.size() == 0) return;
    const Emptied afterwards{buffer_};  // even if writing fails, so that nothing is written twice
    sink_.write({buffer_.data(), buffer_.size()});
  }

 private:
  struct Emptied {
    fmt::memory_buffer& buffer;
    ~Emptied() { buffer.clear(); }
  };

  static constexpr std::size_t chunk = std::size_t{64} * 1024;

  Sink& sink_;
  fmt::memory_buffer buffer_;
};

}  // namespace logits::io
