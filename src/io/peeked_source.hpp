#pragma once

#include "src/io/files.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logits::io {

/// A source whose first bytes can be looked at before they are read. Counts what is read.
class PeekedSource : public Source {
 public:
  explicit PeekedSource(Source& source) : source_(source) {}

  /// All that has been read ahead.
  std::string_view start() const { return ahead_; }

  /// Reads ahead once more, as much as comes at a time; false at the end. Only before the first `read`.
  bool peek();

  std::size_t read(std::span<char> buffer) override;
  std::uint64_t skip(std::uint64_t count) override;
  std::optional<std::uint64_t> left() const override;
  bool would_wait() const override { return given_ == ahead_.size() && source_.would_wait(); }
  bool is_terminal() const override { return source_.is_terminal(); }

  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  Source& source_;
  std::string ahead_;
  std::size_t given_ = 0;  // of what was read ahead
  std::uint64_t bytes_read_ = 0;
};

}  // namespace logits::io
