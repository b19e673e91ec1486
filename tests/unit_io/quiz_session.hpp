#pragma once

#include "src/cli/quiz/quiz.hpp"
#include "tests/unit_io/memory.hpp"

#include <string>
#include <string_view>

namespace logits::cli {

/// All that is said when somebody answers with these lines.
inline std::string session(const std::string& answers, const Quiz& quiz, bool color = false) {
  io::MemorySource in(answers);
  io::MemorySink out, err;
  ask_quiz({in, out, err}, quiz, color);
  return out.text + err.text;
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace logits::cli
