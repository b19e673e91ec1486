#include "src/io/npy.hpp"

#include "logits/error.hpp"
#include "src/io/array_rows.hpp"
#include "src/io/format.hpp"
#include "src/io/npy_header.hpp"
#include "src/io/text.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::size_t longest_header = std::size_t{1} << 16;  // arrays of numbers need a hundred bytes

/// The header's text, as the bytes before it tell its length.
std::string header_of(Bytes& bytes) {
  const std::string name = escaped(bytes.name());
  const auto take = [&](std::size_t count) {
    std::string taken = bytes.take(count);
    if (taken.size() < count)
      throw Error(Failure::input, fmt::format("{} is cut short: it ends within its header", name));
    return taken;
  };
  if (bytes.take(npy_magic.size()) != npy_magic)
    throw Error(Failure::input, fmt::format("{} is no .npy file: it does not begin as one", name));
  const std::string version = take(2);
  const int major = static_cast<unsigned char>(version[0]), minor = static_cast<unsigned char>(version[1]);
  if (major < 1 || major > 3 || minor != 0) {
    throw Error(Failure::input,
                fmt::format("{} is a .npy file of version {}.{}, and 1.0, 2.0 and 3.0 are known", name, major,
                            minor));
  }
  const std::uint64_t length = little_endian(take(major == 1 ? 2 : 4));
  if (length > longest_header) {
    throw Error(Failure::input, fmt::format("{} has a header of {}, and {} are the most that is read", name,
                                            counted(length, "byte"), grouped(longest_header)));
  }
  return take(static_cast<std::size_t>(length));
}

}  // namespace

Rows npy_rows(std::shared_ptr<Bytes> bytes) {
  ArrayLayout layout = read_npy_header(bytes->name(), header_of(*bytes));
  require_rows(fmt::format("the array in {}", escaped(bytes->name())), layout.shape);
  return array_rows(std::move(bytes), std::move(layout));
}

}  // namespace logits::io
