#include "src/io/lines.hpp"

#include "logits/error.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::size_t least_read = std::size_t{64} * 1024;
constexpr std::size_t most_read = std::size_t{1} << 20;
constexpr std::size_t longest_line = std::size_t{1} << 30;
constexpr std::size_t longest_binary = std::size_t{1} << 20;
constexpr std::size_t longest_signature = 9;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Looks {
  std::string_view start;
  std::string_view like;
  std::string_view hint;
};

constexpr std::string_view to_utf8 = "convert it to UTF-8, for example with iconv -f UTF-16 -t UTF-8";

/// What bytes that are no text look like.
constexpr std::array<Looks, 16> binary_formats{{
    {{"\xFF\xFE\0\0", 4}, "UTF-32 text", to_utf8},
    {{"\xFF\xFE", 2}, "UTF-16 text", to_utf8},
    {{"\0[", 2}, "UTF-16 text", to_utf8},
    {{"\0{", 2}, "UTF-16 text", to_utf8},
    {"<!DOCTYPE", "a web page", ""},
    {"<!doctype", "a web page", ""},
    {{"\xFE\xFF", 2}, "UTF-16 text", to_utf8},
    {{"[\0", 2}, "UTF-16 text", to_utf8},
    {{"{\0", 2}, "UTF-16 text", to_utf8},
    {"GGUF", "a GGUF file", "its vocabulary can name tokens: --labels FILE"},
    {{"\0", 1}, "binary data", "bare numbers are read with --from f32 --vocab-size V, or f16, bf16, f64"},
    {"\x1F\x8B", "gzip-compressed data", "decompress it first: gunzip -c FILE | logits"},
    {"\x28\xB5\x2F\xFD", "zstd-compressed data", "decompress it first: zstd -dc FILE | logits"},
    {"PK\x03\x04", "a zip or .npz archive",
     "save one array in Python: numpy.save(\"logits.npy\", numpy.load(FILE)[NAME])"},
    {"\x93NUMPY", "a NumPy .npy file", "leave --from out, or say --from npy"},
    {"\x89PNG", "a PNG picture", ""},
}};

}  // namespace

Lines::Lines(Source& source, std::string name, std::function<void()> before_waiting)
    : source_(source), name_(std::move(name)), before_waiting_(std::move(before_waiting)) {}

/// What has not been given out moves to the front where it is short, so that the buffer does not grow from
/// line to line; else the buffer grows, so that no long line moves again and again.
void Lines::make_room() {
  if (buffer_.size() - end_ >= least_read) return;
  const std::size_t rest = end_ - begin_;
  if (rest + least_read > buffer_.size() / 2) return buffer_.grow();
  const std::size_t end = (rest + ReadBuffer::page - 1) / ReadBuffer::page * ReadBuffer::page;
  std::memmove(buffer_.data() + (end - rest), buffer_.data() + begin_, rest);
  begin_ = end - rest;
  end_ = end;
}

bool Lines::fill() {
  make_room();
  if (before_waiting_ && source_.would_wait()) before_waiting_();
  const std::size_t count = source_.read({buffer_.data() + end_, std::min(most_read, buffer_.size() - end_)});
  has_nul_ = has_nul_ || std::memchr(buffer_.data() + end_, 0, count) != nullptr;
  end_ += count;
  return count > 0;
}

std::optional<std::string_view> Lines::next() {
  if (std::exchange(repeat_, false)) return last_;
  const auto line = read_line();
  if (line) last_ = *line;
  return line;
}

std::optional<std::string_view> Lines::read_line() {
  while (!started_ && end_ < longest_signature) {
    const bool has_line = std::string_view(buffer_.data(), end_).find('\n') != std::string_view::npos;
    if (has_line || !fill()) break;
  }
  if (!std::exchange(started_, true)) {
    const std::string_view start(buffer_.data(), end_);
    for (const Looks& format : binary_formats) {
      if (!start.starts_with(format.start)) continue;
      ended_ = true;
      throw Error(Failure::input, fmt::format("{} holds {}, not logits", name_, format.like),
                  hint(format.hint));
    }
    if (start.starts_with(byte_order_mark)) begin_ = byte_order_mark.size();
  }
  std::size_t searched = 0;  // of what has not been given out: `fill` may move it
  while (!ended_) {
    const std::string_view rest(buffer_.data() + begin_, end_ - begin_);
    if (const std::size_t newline = rest.find('\n', searched); newline != std::string_view::npos)
      return take_line(begin_ + newline, begin_ + newline + 1);
    searched = rest.size();
    refuse_endless_line();
    if (fill()) continue;
    ended_ = true;
    if (begin_ < end_) return take_line(end_, end_);
  }
  return std::nullopt;
}

std::string_view Lines::take_line(std::size_t end, std::size_t next_begin) {
  std::string_view line(buffer_.data() + begin_, end - begin_);
  if (next_begin > end && line.ends_with('\r')) line.remove_suffix(1);
  begin_ = next_begin;
  ++number_;
  const std::size_t nul = has_nul_ ? line.find('\0') : std::string_view::npos;
  if (nul != std::string_view::npos)
    throw Error(Failure::input, "there is a NUL byte in the text", Text{name_, line, number_}.point(nul));
  return line;
}

/// Endless binary data, and endless text without a line feed, must not fill the memory.
void Lines::refuse_endless_line() {
  const std::string_view line(buffer_.data() + begin_, end_ - begin_);
  const bool binary = line.size() > longest_binary && has_nul_;
  if (!binary && line.size() < longest_line) return;
  ended_ = true;
  throw Error(Failure::input, binary ? "there is a NUL byte in the text" : "a line is longer than 1 GiB",
              Text{name_, line, number_ + 1}.line());
}

}  // namespace logits::io
