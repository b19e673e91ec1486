#include "src/io/bytes.hpp"

#include "logits/error.hpp"
#include "src/io/format.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::size_t page_count = 16;  // 64 KB

}  // namespace

// A read into the middle of a page is several times slower. So there is a page in front of the buffer, for
// what is left of an item whose end is still to be read.
Bytes::Bytes(Source& source, std::string name, std::function<void()> before_waiting)
    : source_(source),
      name_(std::move(name)),
      before_waiting_(std::move(before_waiting)),
      pages_(new Page[1 + page_count]),
      begin_(pages_[1].bytes.data()),
      end_(begin_) {}

bool Bytes::fill() {
  char* const start = pages_[1].bytes.data();
  char* const limit = start + page_count * sizeof(Page);
  const auto rest = static_cast<std::size_t>(end_ - begin_);
  const bool slow = begin_ < start;  // pieces smaller than an item: they are put behind one another
  if (!slow) {
    std::memmove(start - rest, begin_, rest);
    begin_ = start - rest;
    end_ = start;
  }
  if (before_waiting_ && source_.would_wait()) before_waiting_();
  const std::size_t count = source_.read({end_, static_cast<std::size_t>(limit - end_)});
  end_ += count;
  return count > 0;
}

std::span<const char> Bytes::items(std::size_t size, std::uint64_t most) {
  while (static_cast<std::size_t>(end_ - begin_) < size && fill()) {
  }
  const auto there = static_cast<std::size_t>(end_ - begin_);
  const std::size_t whole = there < size ? there : there - there % size;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(most, whole / size)) * size;
  const std::span<const char> given(begin_, there < size ? there : wanted);
  begin_ += given.size();
  return given;
}

std::string Bytes::take(std::size_t count) {
  std::string taken;
  while (taken.size() < count) {
    const std::span<const char> more = items(1, count - taken.size());
    if (more.empty()) break;
    taken.append(more.data(), more.size());
  }
  return taken;
}

std::uint64_t Bytes::skip(std::uint64_t count) {
  const auto here = std::min<std::uint64_t>(count, static_cast<std::uint64_t>(end_ - begin_));
  begin_ += here;
  if (here == count) return count;
  if (before_waiting_ && source_.would_wait()) before_waiting_();
  return here + source_.skip(count - here);
}

std::optional<std::uint64_t> Bytes::left() const {
  const auto behind = source_.left();
  if (!behind) return std::nullopt;
  return *behind + static_cast<std::uint64_t>(end_ - begin_);
}

void refuse_cut_short(const std::string& file, const std::string& its_part, std::uint64_t bytes,
                      std::uint64_t there, const std::string& details) {
  throw Error(
      Failure::input,
      fmt::format("{} is cut short: {} {}, and {} there", escaped(file), its_part, counted(bytes, "byte"),
                  there == 0   ? "none is"
                  : there == 1 ? "1 is"
                               : fmt::format("{} are", grouped(there))),
      details);
}

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace logits::io
