#pragma once

#include "src/io/array_rows.hpp"
#include "src/io/json.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// Where a tensor's bytes stand, counted from the end of the header.
struct Extent {
  std::uint64_t begin, end;
};

/// The header of a safetensors file: what its tensors are and where they stand. All of it throws
/// `Failure::input` for what the format does not allow.
class SafetensorsHeader {
 public:
  /// `content` is JSON, and must outlive the header; `name` is that of the file.
  SafetensorsHeader(const std::string& name, const std::string& content);

  /// The tensor of that name, or the only one where it is empty.
  const Json::Member& choose(const std::string& wanted) const;

  ArrayLayout layout(const Json::Member& tensor) const;
  Extent extent(const Json::Member& tensor) const;
  void require_fit(const Json::Member& tensor, Extent extent, std::uint64_t bytes) const;

  /// Where the last tensor ends.
  std::uint64_t end() const;

 private:
  const Json* member(const Json::Member& tensor, std::string_view key) const;
  std::vector<std::uint64_t> whole_numbers(const Json& json, const std::string& what) const;
  [[noreturn]] void refuse_unknown(const std::string& wanted) const;
  std::string listed() const;

  std::string name_;
  Text text_;
  Json json_;
  std::vector<const Json::Member*> tensors_;
};

}  // namespace logits::io
