#include "tests/cli/shell.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace sessions {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

[[noreturn]] void become_shell(const std::string& command, int output) {
  std::signal(SIGPIPE, SIG_DFL);
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  for (int descriptor = 3; descriptor < 64; ++descriptor) ::close(descriptor);
  ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
  ::_exit(127);
}

}  // namespace

Shell::Shell(const std::filesystem::path& programs, const std::filesystem::path& directory) {
  const char* const path = std::getenv("PATH");
  ::setenv("PATH",
           (std::filesystem::absolute(programs).string() + ":" + (path ? path : "/bin:/usr/bin")).c_str(), 1);
  ::setenv("LC_ALL", "C.UTF-8", 1);
  for (const char* const name : {"NO_COLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS", "POSIXLY_CORRECT"}) {
    ::unsetenv(name);
  }
  std::filesystem::current_path(directory);
  std::string pattern = (std::filesystem::temp_directory_path() / "session-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) fail("mkdtemp");
  scratch_ = pattern;
  ::setenv("SCRATCH", scratch_.c_str(), 1);
}

Shell::~Shell() {
  std::error_code ignored;
  std::filesystem::remove_all(scratch_, ignored);
}

Outcome Shell::run(const std::string& command) const {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2");
  const pid_t child = ::fork();
  if (child < 0) fail("fork");
  if (child == 0) become_shell(command, ends[1]);
  ::close(ends[1]);

  Outcome outcome;
  std::array<char, 4096> buffer{};
  for (ssize_t count; (count = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
    outcome.output.append(buffer.data(), static_cast<std::size_t>(count));
  }
  ::close(ends[0]);
  int status = 0;
  if (::waitpid(child, &status, 0) != child) fail("waitpid");
  outcome.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return outcome;
}

}  // namespace sessions
