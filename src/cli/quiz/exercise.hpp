#pragma once

#include "src/cli/quiz/answer.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logits::cli {

/// A wrong number that many arrive at, and what to tell them.
struct Slip {
  double value;
  std::string comment;
};

/// Something asked, with an answer that can be checked.
struct Question {
  std::string prompt;
  Answer answer;
  std::vector<Slip> slips = {};
};

/// What to tell somebody who gave this wrong answer; empty if it looks like no slip.
std::string comment_on(const Question&, std::string_view said);

/// Numbers that an exercise gives for its tokens.
struct Column {
  std::string title;  ///< "logit", "p" or "ln p"
  int digits = 1;     ///< decimals when shown
  std::vector<double> values;
};

/// Something to predict, then to verify with the command.
struct Exercise {
  std::string_view topic;  ///< "odds", "temperature", "bias", "top-k", "log-probs" or "ban"
  std::string_view title;
  std::string given;  ///< the setting, a few sentences
  std::vector<std::string> tokens;
  std::vector<Column> columns;  ///< each with a value for each token
  std::vector<Question> questions;
  std::vector<std::string> lesson;    ///< the worked answer, a few sentences each
  std::vector<std::string> commands;  ///< what to run to see that it is true
};

/// Exercise `number`, from 0, of a seed: the same on every machine, however many are asked. Each six of them
/// (0 to 5, 6 to 11 ...) are one of each topic.
Exercise exercise(std::uint64_t seed, std::uint32_t number);

}  // namespace logits::cli
