#pragma once

#include "src/io/files.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logits::io {

/// A source of binary numbers, read in constant memory. `before_waiting` is called before a read that would
/// block: the place to deliver results that somebody waits for.
class Bytes {
 public:
  Bytes(Source& source, std::string name, std::function<void()> before_waiting);

  /// The next bytes where they lie, valid until the next call: whole items of `size` bytes, at least one and
  /// at most `most`. Less than one item at the end of the source.
  std::span<const char> items(std::size_t size, std::uint64_t most);

  /// The next `count` bytes, or all that are left. Takes memory as they come.
  std::string take(std::size_t count);

  /// Passes over `count` bytes. Tells how many there were.
  std::uint64_t skip(std::uint64_t count);

  /// Whether nothing is left. Waits until it is known.
  bool at_end() { return begin_ == end_ && !fill(); }

  /// How many bytes are to come, where that is known.
  std::optional<std::uint64_t> left() const;

  const std::string& name() const { return name_; }

 private:
  struct alignas(4096) Page {
    std::array<char, 4096> bytes;
  };

  bool fill();

  Source& source_;
  std::string name_;
  std::function<void()> before_waiting_;
  std::unique_ptr<Page[]> pages_;
  char* begin_;  // of what has been read but not given out
  char* end_;
};

/// Throws `Failure::input`: "FILE is cut short: `its_part` 40 bytes, and 39 are there".
[[noreturn]] void refuse_cut_short(const std::string& file, const std::string& its_part, std::uint64_t bytes,
                                   std::uint64_t there, const std::string& details = {});

/// The whole number whose bytes these are, the low one first.
std::uint64_t little_endian(std::string_view bytes);

}  // namespace logits::io
