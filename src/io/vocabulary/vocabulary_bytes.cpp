#include "src/io/vocabulary/vocabulary_bytes.hpp"

#include "logits/error.hpp"
#include "src/io/format.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <utility>

#include <fmt/format.h>

namespace logits::io {

VocabularyBytes::VocabularyBytes(Source& source, std::string name)
    : source_(source), bytes_(source_, std::move(name), {}) {}

std::string_view VocabularyBytes::start() {
  constexpr std::size_t longest_signature = 12;
  while (source_.start().size() < longest_signature && source_.peek()) {
  }
  return source_.start();
}

void VocabularyBytes::require_room(std::uint64_t count, std::string_view what) {
  last_ = offset_;
  if (count <= most - offset_) return;
  fail(fmt::format("{} is said to be {} long, and a vocabulary may have 256 MiB", what,
                   counted(count, "byte")));
}

std::string VocabularyBytes::take(std::uint64_t count, std::string_view what) {
  require_room(count, what);
  std::string bytes = bytes_.take(static_cast<std::size_t>(count));
  offset_ += bytes.size();
  if (bytes.size() < count) fail(fmt::format("{} ends within {}", escaped(name()), what));
  return bytes;
}

void VocabularyBytes::skip(std::uint64_t count, std::string_view what) {
  require_room(count, what);
  const std::uint64_t skipped = bytes_.skip(count);
  offset_ += skipped;
  if (skipped < count) fail(fmt::format("{} ends within {}", escaped(name()), what));
}

std::string VocabularyBytes::rest() {
  const std::uint64_t room = most - offset_;
  std::string bytes = bytes_.take(static_cast<std::size_t>(room + 1));
  if (bytes.size() > room)
    throw Error(Failure::input,
                fmt::format("{} is larger than 256 MiB, and no vocabulary is", escaped(name())));
  offset_ += bytes.size();
  return bytes;
}

void VocabularyBytes::fail(const std::string& what, std::string_view advice) const {
  std::string place = fmt::format("  --> {}, byte {}", escaped(name()), grouped(last_));
  if (!advice.empty()) place += "\n" + hint(advice);
  throw Error(Failure::input, what, place);
}

}  // namespace logits::io
