#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logits::io {

/// Where bytes come from. Throws `Failure::input` with the system's words.
class Source {
 public:
  virtual ~Source() = default;
  virtual std::size_t read(std::span<char> buffer) = 0;  ///< waits for at least one byte; 0 at the end
  virtual bool would_wait() const { return false; }      ///< whether nothing is there to read yet
  virtual bool is_terminal() const { return false; }

  /// Passes over `count` bytes, or all that are left. Tells how many there were.
  virtual std::uint64_t skip(std::uint64_t count);

  /// How many bytes are to come, where that is known: of a regular file.
  virtual std::optional<std::uint64_t> left() const { return std::nullopt; }
};

/// Where bytes go. Throws `Failure::output` with the system's words.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void write(std::string_view bytes) = 0;
  virtual bool is_terminal() const { return false; }
  virtual bool is_pipe() const { return false; }      ///< who reads it may print on the same terminal
  virtual std::size_t columns() const { return 80; }  ///< of the terminal
};

std::unique_ptr<Source> standard_input();
std::unique_ptr<Sink> standard_output();
std::unique_ptr<Sink> standard_error();

std::unique_ptr<Source> open_file(const std::string& path);

/// Writes a file anew. Throws `Failure::output` with the system's words.
void write_file(const std::string& path, std::string_view text);

bool file_exists(const std::string& path);

/// In bytes; nothing where it is not known: of what is no regular file, or not there.
std::optional<std::uint64_t> file_size(const std::string& path);

/// Keeps memory for the next row in place of giving it back, where the system would map and clear it anew
/// each time.
void keep_freed_memory();

/// Keeps a file that is opened later from taking the number of a standard stream that the caller had closed.
void reserve_standard_streams();

/// Whether the locale's character set is UTF-8, so that bars and dashes can be printed.
bool locale_is_utf8();

}  // namespace logits::io
