#include "src/io/safetensors.hpp"

#include "logits/error.hpp"
#include "src/io/array_rows.hpp"
#include "src/io/format.hpp"
#include "src/io/safetensors_header.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::uint64_t longest_header = 100'000'000;  // as the format has it

std::string header_of(Bytes& bytes) {
  const std::string start = bytes.take(8);
  const std::uint64_t length = little_endian(start);
  if (start.size() < 8 || length > longest_header || length < 2) {
    throw Error(Failure::input,
                fmt::format("{} is no safetensors file: it does not begin as one", escaped(bytes.name())));
  }
  std::string header = bytes.take(static_cast<std::size_t>(length));
  if (header.size() < length) refuse_cut_short(bytes.name(), "its header has", length, header.size());
  return header;
}

}  // namespace

bool may_be_safetensors(std::string_view start) {
  // Of the length the fourth byte is below 6, and those behind it are 0: text has no such bytes.
  constexpr std::size_t told_by = 3;
  if (start.size() > told_by && static_cast<unsigned char>(start[told_by]) > longest_header >> 24)
    return false;
  for (std::size_t i = told_by + 1; i < std::min<std::size_t>(start.size(), 8); ++i) {
    if (start[i] != 0) return false;
  }
  return start.size() < safetensors_start || start[8] == '{';
}

Rows safetensors_rows(std::shared_ptr<Bytes> bytes, const std::string& tensor) {
  const std::string content = header_of(*bytes);
  const SafetensorsHeader header(bytes->name(), content);
  const Json::Member& chosen = header.choose(tensor);
  ArrayLayout layout = header.layout(chosen);
  const Extent extent = header.extent(chosen);
  header.require_fit(chosen, extent, layout.bytes());
  layout.behind = header.end() - extent.end;
  if (const auto left = bytes->left()) {
    const std::uint64_t needed = header.end();
    if (*left < needed) refuse_cut_short(bytes->name(), "its tensors have", needed, *left);
    if (*left > needed) {
      throw Error(Failure::input, fmt::format("{} has {} behind its tensors", escaped(bytes->name()),
                                              counted(*left - needed, "byte")));
    }
  }
  const std::uint64_t skipped = bytes->skip(extent.begin);
  if (skipped < extent.begin) refuse_cut_short(bytes->name(), "its tensors have", extent.end, skipped);
  return array_rows(std::move(bytes), std::move(layout));
}

}  // namespace logits::io
