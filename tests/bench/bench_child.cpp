/// bench_child OUTPUT COMMAND [ARGUMENT...]: runs a command with its standard output in a file, and prints
/// how many seconds it took, how many of processor time, its peak memory in KiB, and its exit code. Small and
/// static, because a process that is measured begins with the peak memory of the one that starts it.

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0644);

  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (const int error = posix_spawnp(&child, argv[2], &actions, nullptr, argv + 2, environ); error != 0) {
    std::fprintf(stderr, "%s: %s\n", argv[2], std::strerror(error));
    return 1;
  }
  int status = 0;
  rusage usage{};
  while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const double processor_time = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  std::printf("%.9f %.6f %ld %d\n", seconds.count(), processor_time, usage.ru_maxrss,
              WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}
