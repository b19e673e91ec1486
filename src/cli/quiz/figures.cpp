#include "src/cli/quiz/figures.hpp"

#include "logits/softmax.hpp"
#include "logits/solve.hpp"
#include "src/cli/quiz/answer.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace logits::cli {

std::vector<double> probabilities(const std::vector<double>& logits, const std::vector<Step>& steps) {
  const Distribution distribution = softmax(candidates_after({.steps = steps}, logits));
  std::vector<double> p(logits.size());
  for (std::size_t i = 0; i < distribution.ids.size(); ++i) p[distribution.ids[i]] = distribution.p[i];
  return p;
}

double odds_of(double gap, double t) {
  return odds(gap, 0, t);
}

bool apart(double right, double idea) {
  return std::fabs(right - idea) > 0.15 * std::max(std::fabs(right), std::fabs(idea));
}

double tenths(int count) {
  return count / 10.0;
}

std::string ratio(double value) {
  return shown(Amount{value});
}

std::string minus(double a, double b) {
  return b < 0 ? fmt::format("{:.1f} - ({:.1f})", a, b) : fmt::format("{:.1f} - {:.1f}", a, b);
}

std::string model_gives(std::string_view text) {
  return fmt::format("After \"{}\" a model gives these logits.", text);
}

std::string arguments(const std::vector<std::string>& tokens, const std::vector<double>& values) {
  std::string words;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    words += fmt::format("{}{}={}", i == 0 ? "" : " ", tokens[i], io::shortest(values[i]));
  return words;
}

}  // namespace logits::cli
