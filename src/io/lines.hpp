#pragma once

#include "src/io/files.hpp"
#include "src/io/read_buffer.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace logits::io {

/// A source read line by line in constant memory. `before_waiting` is called before a read that would block:
/// the place to deliver results that somebody waits for.
class Lines {
 public:
  Lines(Source& source, std::string name, std::function<void()> before_waiting);

  /// The next line without its end ("\n" or "\r\n"), valid until the next call; nothing at the end of the
  /// input. Throws `Failure::input` for what is no text at all (NUL bytes, UTF-16, compressed data), saying
  /// what it looks like.
  std::optional<std::string_view> next();

  /// Makes `next` give the same line once more.
  void repeat() { repeat_ = true; }

  const std::string& name() const { return name_; }
  std::uint64_t number() const { return number_; }  ///< of the line that `next` gave last, from 1

 private:
  std::optional<std::string_view> read_line();
  std::string_view take_line(std::size_t end, std::size_t next_begin);
  void refuse_endless_line();
  void make_room();
  bool fill();

  Source& source_;
  std::string name_;
  std::function<void()> before_waiting_;
  ReadBuffer buffer_;
  std::size_t begin_ = 0;  // of what has been read but not given out
  std::size_t end_ = 0;
  std::uint64_t number_ = 0;
  bool started_ = false;
  bool ended_ = false;
  bool has_nul_ = false;  // anywhere so far
  std::string_view last_;
  bool repeat_ = false;
};

}  // namespace logits::io
