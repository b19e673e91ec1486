// Runs the commands of session files and compares what they print:
//     run_sessions [--update] PROGRAMS DIRECTORY FILE...
// PROGRAMS is the directory of the built command, DIRECTORY the one to run it in. With --update, the files
// are rewritten with what was printed: read the difference before you commit it.
#include "tests/cli/session.hpp"
#include "tests/cli/shell.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace sessions;

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

void tell_failure(const std::filesystem::path& file, const Case& each, const Step& step,
                  const std::vector<std::string>& expected, const std::vector<std::string>& actual) {
  std::cout << file.filename().string() << ":" << step.line + 1 << ": " << each.name << "\n    $ "
            << step.command << "\n"
            << difference(expected, actual) << "\n";
}

struct Tally {
  std::size_t passed = 0;
  std::size_t failed = 0;
};

Tally run_file(const std::filesystem::path& file, const Shell& shell, bool update) {
  const Session session = read_session(content_of(file), file.extension() == ".md");
  Tally tally;
  std::vector<std::vector<std::string>> transcripts;
  for (const Case& each : session.cases) {
    bool as_expected = true;
    for (const Step& step : each.steps) {
      const Outcome outcome = shell.run(step.command);
      const auto expected = transcript(step.output, step.exit_code);
      transcripts.push_back(transcript(outcome.output, outcome.exit_code));
      if (expected == transcripts.back()) continue;
      as_expected = false;
      tell_failure(file, each, step, expected, transcripts.back());
    }
    ++(as_expected ? tally.passed : tally.failed);
  }
  if (update) std::ofstream(file, std::ios::binary) << with_transcripts(session, transcripts);
  return tally;
}

int run(std::vector<std::string> words) {
  const bool update = !words.empty() && words.front() == "--update";
  if (update) words.erase(words.begin());
  if (words.size() < 3) {
    std::cerr << "usage: run_sessions [--update] PROGRAMS DIRECTORY FILE...\n";
    return 2;
  }
  std::vector<std::filesystem::path> files;
  for (std::size_t i = 2; i < words.size(); ++i) files.push_back(std::filesystem::absolute(words[i]));
  const Shell shell(words[0], words[1]);
  Tally sum;
  for (const auto& file : files) {
    const Tally tally = run_file(file, shell, update);
    sum.passed += tally.passed;
    sum.failed += tally.failed;
  }
  std::cout << sum.passed << " passed, " << sum.failed << " failed\n";
  return sum.failed > 0 || sum.passed == 0 ? 1 : 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    return run({words + 1, words + count});
  } catch (const std::exception& error) {
    std::cerr << "run_sessions: " << error.what() << "\n";
    return 2;
  }
}
