#include "src/io/peeked_source.hpp"

#include <algorithm>

namespace logits::io {
namespace {

constexpr std::size_t chunk = 4096;  // a page: what is read behind it begins at one

}  // namespace

bool PeekedSource::peek() {
  const std::size_t before = ahead_.size();
  ahead_.resize(before + chunk);
  ahead_.resize(before + source_.read({ahead_.data() + before, chunk}));
  return ahead_.size() > before;
}

std::size_t PeekedSource::read(std::span<char> buffer) {
  std::size_t count = ahead_.copy(buffer.data(), buffer.size(), given_);
  given_ += count;
  if (count == 0) count = source_.read(buffer);
  bytes_read_ += count;
  return count;
}

std::uint64_t PeekedSource::skip(std::uint64_t count) {
  const auto here = std::min<std::uint64_t>(count, ahead_.size() - given_);
  given_ += static_cast<std::size_t>(here);
  const std::uint64_t skipped = here + (count > here ? source_.skip(count - here) : 0);
  bytes_read_ += skipped;
  return skipped;
}

std::optional<std::uint64_t> PeekedSource::left() const {
  const auto behind = source_.left();
  if (!behind) return std::nullopt;
  return *behind + (ahead_.size() - given_);
}

}  // namespace logits::io
