#pragma once

#include <filesystem>
#include <string>

namespace sessions {

/// What a command printed, both streams in one, and its exit code (128 and the signal if one ended it).
struct Outcome {
  std::string output;
  int exit_code = 0;
};

/// Runs commands with sh in one directory, with `programs` first in PATH, empty standard input, and nothing
/// in the environment that changes how a result looks. $SCRATCH is an empty directory of their own, removed
/// at the end.
class Shell {
 public:
  Shell(const std::filesystem::path& programs, const std::filesystem::path& directory);
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;
  ~Shell();

  Outcome run(const std::string& command) const;

 private:
  std::filesystem::path scratch_;
};

}  // namespace sessions
