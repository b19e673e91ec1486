#pragma once

#include "src/cli/quiz/dice.hpp"
#include "src/cli/quiz/exercise.hpp"

namespace logits::cli {

Exercise ask_odds(Dice&);         ///< which of two tokens is likelier, and how many times
Exercise ask_temperature(Dice&);  ///< what a temperature does to the odds of two tokens
Exercise ask_bias(Dice&);         ///< which bias makes a token as likely as another, or twice as likely
Exercise ask_top_k(Dice&);        ///< which tokens top-k leaves, and with what p
Exercise ask_log_probs(Dice&);    ///< whether softmax may be fed log-probs, or probabilities
Exercise ask_ban(Dice&);          ///< why a bias of -100 is no ban

}  // namespace logits::cli
