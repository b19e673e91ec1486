#pragma once

#include "src/io/files.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// Binary data, little endian, read from the beginning in constant memory: what is announced is believed only
/// as far as it is there. Throws `Failure::input` with the place.
class Bytes {
 public:
  static constexpr std::uint64_t most = std::uint64_t{1} << 28;  ///< 256 MiB: nothing behind is read

  Bytes(Source& source, std::string name);

  const std::string& name() const { return name_; }
  std::string_view start();  ///< the first bytes, at least 12 if there are so many; call it before all else
  bool at_end();

  /// The next bytes; `what` they are is for the error if they are not there.
  std::string take(std::uint64_t count, std::string_view what);
  void skip(std::uint64_t count, std::string_view what);

  template <std::unsigned_integral Word>
  Word word(std::string_view what) {
    const std::string bytes = take(sizeof(Word), what);
    Word result = 0;
    for (std::size_t i = sizeof(Word); i-- > 0;)
      result = static_cast<Word>(result << 8 | static_cast<unsigned char>(bytes[i]));
    return result;
  }

  std::string rest();  ///< all that is left

  /// Throws, with the place of what was read last.
  [[noreturn]] void fail(const std::string& what, std::string_view hint = {}) const;

 private:
  bool fill();
  void require_room(std::uint64_t count, std::string_view what);

  Source& source_;
  std::string name_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of what has been read but not given out
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;  // of begin_ in the file
  std::uint64_t last_ = 0;    // where the last thing began
};

}  // namespace logits::io
