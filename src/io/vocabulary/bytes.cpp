#include "src/io/vocabulary/bytes.hpp"

#include "logits/error.hpp"
#include "src/io/format.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::size_t chunk = std::size_t{64} * 1024;
constexpr std::size_t longest_signature = 12;

}  // namespace

Bytes::Bytes(Source& source, std::string name) : source_(source), name_(std::move(name)), buffer_(chunk) {}

bool Bytes::fill() {
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
  end_ -= std::exchange(begin_, 0);
  const std::size_t count = source_.read({buffer_.data() + end_, buffer_.size() - end_});
  end_ += count;
  return count > 0;
}

std::string_view Bytes::start() {
  while (end_ < longest_signature && fill()) {
  }
  return {buffer_.data(), end_};
}

bool Bytes::at_end() {
  return begin_ == end_ && !fill();
}

void Bytes::require_room(std::uint64_t count, std::string_view what) {
  last_ = offset_;
  if (count <= most - offset_) return;
  fail(fmt::format("{} is said to be {} long, and a vocabulary may have 256 MiB", what,
                   counted(count, "byte")));
}

std::string Bytes::take(std::uint64_t count, std::string_view what) {
  require_room(count, what);
  std::string bytes;
  while (bytes.size() < count) {
    if (at_end()) fail(fmt::format("{} ends within {}", escaped(name_), what));
    const std::size_t piece =
        static_cast<std::size_t>(std::min<std::uint64_t>(count - bytes.size(), end_ - begin_));
    bytes.append(buffer_.data() + begin_, piece);
    begin_ += piece;
    offset_ += piece;
  }
  return bytes;
}

void Bytes::skip(std::uint64_t count, std::string_view what) {
  require_room(count, what);
  while (count > 0) {
    if (at_end()) fail(fmt::format("{} ends within {}", escaped(name_), what));
    const std::size_t piece = static_cast<std::size_t>(std::min<std::uint64_t>(count, end_ - begin_));
    begin_ += piece;
    offset_ += piece;
    count -= piece;
  }
}

std::string Bytes::rest() {
  std::string bytes;
  while (!at_end()) {
    const std::size_t piece = end_ - begin_;
    if (piece > most - offset_) {
      throw Error(Failure::input,
                  fmt::format("{} is larger than 256 MiB, and no vocabulary is", escaped(name_)));
    }
    bytes.append(buffer_.data() + begin_, piece);
    begin_ = end_;
    offset_ += piece;
  }
  return bytes;
}

void Bytes::fail(const std::string& what, std::string_view advice) const {
  std::string place = fmt::format("  --> {}, byte {}", escaped(name_), grouped(last_));
  if (!advice.empty()) place += "\n" + hint(advice);
  throw Error(Failure::input, what, place);
}

}  // namespace logits::io
