#pragma once

#include "src/io/bytes.hpp"
#include "src/io/peeked_source.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logits::io {

/// Binary data, little endian, read from the beginning in constant memory: what is announced is believed only
/// as far as it is there. Throws `Failure::input` with the place.
class VocabularyBytes {
 public:
  static constexpr std::uint64_t most = std::uint64_t{1} << 28;  ///< 256 MiB: nothing behind is read

  VocabularyBytes(Source& source, std::string name);

  const std::string& name() const { return bytes_.name(); }
  std::string_view start();  ///< the first bytes, at least 12 if there are so many; call it before all else
  bool at_end() { return bytes_.at_end(); }

  /// The next bytes; `what` they are is for the error if they are not there.
  std::string take(std::uint64_t count, std::string_view what);
  void skip(std::uint64_t count, std::string_view what);

  template <std::unsigned_integral Word>
  Word word(std::string_view what) {
    return static_cast<Word>(little_endian(take(sizeof(Word), what)));
  }

  std::string rest();  ///< all that is left

  /// Throws, with the place of what was read last.
  [[noreturn]] void fail(const std::string& what, std::string_view hint = {}) const;

 private:
  void require_room(std::uint64_t count, std::string_view what);

  PeekedSource source_;
  Bytes bytes_;
  std::uint64_t offset_ = 0;  // of what is read next in the file
  std::uint64_t last_ = 0;    // where the last thing began
};

}  // namespace logits::io
