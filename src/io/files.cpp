// The only file that calls POSIX.
#include "src/io/files.hpp"

#include "logits/error.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <cstring>
#include <fcntl.h>
#include <langinfo.h>
#include <limits>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <fmt/format.h>

namespace logits::io {
namespace {

/// Waits until a descriptor that a parent set to non-blocking is ready.
void wait_for(int descriptor, short events) {
  pollfd request{descriptor, events, 0};
  ::poll(&request, 1, -1);
}

/// Repeats a read or write that a signal interrupted or that is not ready yet. Negative on failure, with
/// errno set.
template <typename Call>
ssize_t persistently(int descriptor, short events, Call call) {
  while (true) {
    const ssize_t result = call();
    if (result >= 0) return result;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      wait_for(descriptor, events);
    } else if (errno != EINTR) {
      return result;
    }
  }
}

/// Some files of the system call themselves empty and are not, so zero tells nothing.
std::optional<std::uint64_t> size_of(const struct stat& status) {
  if (!S_ISREG(status.st_mode) || status.st_size <= 0) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

class FileSource : public Source {
 public:
  FileSource(int descriptor, std::string name, bool owned)
      : descriptor_(descriptor), name_(std::move(name)), owned_(owned) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (owned_) ::close(descriptor_);
  }

  std::size_t read(std::span<char> buffer) override {
    const ssize_t count =
        persistently(descriptor_, POLLIN, [&] { return ::read(descriptor_, buffer.data(), buffer.size()); });
    if (count < 0) {
      throw Error(Failure::input, fmt::format("cannot read {}: {}", name_, std::strerror(errno)));
    }
    return static_cast<std::size_t>(count);
  }

  bool would_wait() const override {
    pollfd request{descriptor_, POLLIN, 0};
    return ::poll(&request, 1, 0) == 0;
  }

  bool is_terminal() const override { return ::isatty(descriptor_) == 1; }

  std::uint64_t skip(std::uint64_t count) override {
    const auto there = left();
    if (!there) return Source::skip(count);
    count = std::min(count, *there);
    return ::lseek(descriptor_, static_cast<off_t>(count), SEEK_CUR) < 0 ? Source::skip(count) : count;
  }

  std::optional<std::uint64_t> left() const override {
    struct stat status;
    const off_t at = ::lseek(descriptor_, 0, SEEK_CUR);
    if (at < 0 || ::fstat(descriptor_, &status) != 0) return std::nullopt;
    const auto size = size_of(status);
    if (!size) return std::nullopt;
    return *size - std::min(*size, static_cast<std::uint64_t>(at));
  }

 private:
  int descriptor_;
  std::string name_;
  bool owned_;
};

class DescriptorSink : public Sink {
 public:
  DescriptorSink(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

  void write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t count = persistently(descriptor_, POLLOUT,
                                         [&] { return ::write(descriptor_, bytes.data(), bytes.size()); });
      if (count < 0) {
        throw Error(Failure::output, fmt::format("cannot write to {}: {}", name_, std::strerror(errno)));
      }
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  bool is_terminal() const override { return ::isatty(descriptor_) == 1; }

  bool is_pipe() const override {
    struct stat status;
    return ::fstat(descriptor_, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
  }

  std::size_t columns() const override {
    winsize size{};
    const bool is_known = ::ioctl(descriptor_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? size.ws_col : Sink::columns();
  }

 private:
  int descriptor_;
  std::string name_;
};

}  // namespace

std::uint64_t Source::skip(std::uint64_t count) {
  std::array<char, 4096> nowhere;
  std::uint64_t skipped = 0;
  while (skipped < count) {
    const std::size_t most =
        static_cast<std::size_t>(std::min<std::uint64_t>(nowhere.size(), count - skipped));
    const std::size_t more = read({nowhere.data(), most});
    if (more == 0) break;
    skipped += more;
  }
  return skipped;
}

std::unique_ptr<Source> standard_input() {
  return std::make_unique<FileSource>(STDIN_FILENO, "standard input", false);
}
std::unique_ptr<Sink> standard_output() {
  return std::make_unique<DescriptorSink>(STDOUT_FILENO, "standard output");
}
std::unique_ptr<Sink> standard_error() {
  return std::make_unique<DescriptorSink>(STDERR_FILENO, "standard error");
}

std::unique_ptr<Source> open_file(const std::string& path) {
  const ssize_t descriptor =
      persistently(-1, 0, [&] { return ssize_t{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)}; });
  if (descriptor < 0)
    throw Error(Failure::input, fmt::format("cannot open {}: {}", in_quotes(path), std::strerror(errno)));
  return std::make_unique<FileSource>(static_cast<int>(descriptor), in_quotes(path), true);
}

void write_file(const std::string& path, std::string_view text) {
  const auto fail = [&path] {
    throw Error(Failure::output,
                fmt::format("cannot write to {}: {}", in_quotes(path), std::strerror(errno)));
  };
  const ssize_t opened = persistently(-1, 0, [&] {
    return ssize_t{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666)};
  });
  if (opened < 0) fail();
  const auto descriptor = static_cast<int>(opened);
  try {
    DescriptorSink(descriptor, in_quotes(path)).write(text);
  } catch (const Error&) {
    ::close(descriptor);
    throw;
  }
  if (::close(descriptor) != 0) fail();
}

bool file_exists(const std::string& path) {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0;
}

std::optional<std::uint64_t> file_size(const std::string& path) {
  struct stat status;
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return size_of(status);
}

void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int largest = 32 << 20;  // glibc takes no more for the first
  ::mallopt(M_MMAP_THRESHOLD, largest);
  ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
#endif
}

void reserve_standard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    // The wrong way round on purpose: reading the missing input, or writing the missing output, must fail.
    static_cast<void>(::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
}

bool locale_is_utf8() {
  std::setlocale(LC_CTYPE, "");  // never LC_ALL: numbers must not follow the locale
  return std::strcmp(::nl_langinfo(CODESET), "UTF-8") == 0;
}

}  // namespace logits::io
