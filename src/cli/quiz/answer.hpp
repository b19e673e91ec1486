#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace logits::cli {

enum class Measure { ratio, probability, bias };

/// A number, right within 5 % of its size.
struct Amount {
  double value = 0;
  Measure measure = Measure::ratio;
};

/// One of several words.
struct Choice {
  std::string right;
  std::vector<std::string> words;
};

/// Some of several tokens, in any order.
struct TokenSet {
  std::vector<std::string> right;
  std::vector<std::string> tokens;
};

using Answer = std::variant<Amount, Choice, TokenSet>;

enum class Verdict { right, wrong, unclear };

/// How far off an amount may be.
double tolerance(const Amount&);

/// Without the blanks around it.
std::string_view trimmed(std::string_view);

/// What to think of somebody's answer. Words count in any case and by their first letters; tokens of a set
/// stand between blanks or commas; a ratio may end in "times" or "x" and be written e^2, a probability may be
/// in percent. Unclear is what is no answer to such a question, such as a word for a number.
Verdict judge(const Answer&, std::string_view said);

/// The right answer, for a person: "7.39", "0.5507", "+2.69", "mat", "mat, floor".
std::string shown(const Answer&);

/// How to answer: "type mat or floor".
std::string hint(const Answer&);

}  // namespace logits::cli
