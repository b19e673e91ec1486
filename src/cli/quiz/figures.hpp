#pragma once

#include "logits/chain.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace logits::cli {

/// What the steps and softmax make of logits; 0 for a token that is cut.
std::vector<double> probabilities(const std::vector<double>& logits, const std::vector<Step>& steps = {});

/// e^(gap / T), with the library's bits: those of std::exp are not the same everywhere.
double odds_of(double gap, double t = 1);

/// Whether a wrong idea leads to an answer that is more than 15 % off.
bool apart(double right, double idea);

/// Logits are drawn as tenths, so that they and their gaps are short.
double tenths(int count);

std::string ratio(double value);                 ///< "7.39"
std::string minus(double a, double b);           ///< "5.0 - 3.0", "0.5 - (-1.2)"
std::string model_gives(std::string_view text);  ///< After "..." a model gives these logits.

/// "mat=5 floor=3": the tokens as the command takes them.
std::string arguments(const std::vector<std::string>& tokens, const std::vector<double>& values);

}  // namespace logits::cli
