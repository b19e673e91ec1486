#include "src/cli/quiz/exercise.hpp"

#include "src/cli/quiz/dice.hpp"
#include "src/cli/quiz/kinds/kinds.hpp"

namespace logits::cli {
namespace {

using Kind = Exercise (*)(Dice&);

/// The order is drawn anew for each round of all kinds.
std::vector<Kind> kinds_in_order(std::uint64_t seed, std::uint32_t round) {
  std::vector<Kind> kinds = {ask_odds, ask_temperature, ask_bias, ask_top_k, ask_log_probs, ask_ban};
  Dice(seed, round, Stream::order).shuffle(kinds);
  return kinds;
}

}  // namespace

std::string comment_on(const Question& question, std::string_view said) {
  const auto* amount = std::get_if<Amount>(&question.answer);
  if (amount == nullptr) return {};
  for (const Slip& slip : question.slips) {
    if (judge(Amount{slip.value, amount->measure}, said) == Verdict::right) return slip.comment;
  }
  return {};
}

Exercise exercise(std::uint64_t seed, std::uint32_t number) {
  constexpr std::uint32_t kinds = 6;
  Dice dice(seed, number);
  return kinds_in_order(seed, number / kinds)[number % kinds](dice);
}

}  // namespace logits::cli
