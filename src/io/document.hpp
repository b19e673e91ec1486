#pragma once

#include "src/io/files.hpp"
#include "src/io/peeked_source.hpp"
#include "src/io/row.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace logits::io {

/// One document, its form told by its first bytes or its first line when its first row is wanted. Its source
/// is `owned` or belongs to somebody else.
class Document {
 public:
  Document(std::unique_ptr<Source> owned, Source& source, std::string name, Reading reading,
           std::function<void()> before_waiting);

  /// As `Rows` do.
  std::optional<Row> next() { return rows()(); }
  bool skip() { return rows().skip(); }

  std::uint64_t bytes_read() const { return source_.bytes_read(); }

 private:
  const Rows& rows();
  Rows open();
  Rows open_binary(Form form);
  Rows open_text(Form form);

  std::unique_ptr<Source> owned_;
  PeekedSource source_;
  std::string name_;
  Reading reading_;
  std::function<void()> before_waiting_;
  bool opened_ = false;
  Rows rows_;
};

}  // namespace logits::io
