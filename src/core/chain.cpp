#include "logits/chain.hpp"

#include "src/core/threshold.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace logits {
namespace {

template <typename Number>
void append(std::string& text, Number value) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  text.append(1, ' ').append(digits.data(), end);
}

/// How many of the largest logits the step keeps, whatever the temperature; 0 where it does something else.
std::uint64_t largest_kept_by(const Step& step) {
  if (const auto* const top_k = std::get_if<TopK>(&step)) return top_k->k;
  const auto* const temperature = std::get_if<Temperature>(&step);
  return temperature != nullptr && temperature->t == 0 ? 1 : 0;
}

template <typename... Steps>
std::vector<Step> each_of(std::variant<Steps...>*) {
  return {Steps{}...};
}

}  // namespace

void run_steps(const std::vector<Step>& steps, Candidates& candidates, const Observer& observe) {
  for (const Step& step : steps) {
    if (is_off(step)) continue;
    const auto apply = [&candidates](const auto& s) {
      s.apply(candidates);
    };
    if (!observe) {
      std::visit(apply, step);
      continue;
    }
    const Candidates before = candidates;
    std::visit(apply, step);
    observe(step, before, candidates);
  }
}

Candidates candidates_after(const std::vector<Step>& steps, std::span<const double> logits) {
  const auto first = std::find_if(steps.begin(), steps.end(), [](const Step& step) {
    const auto* const temperature = std::get_if<Temperature>(&step);
    return !is_off(step) && (temperature == nullptr || temperature->t == 0);
  });
  const std::uint64_t k = first == steps.end() ? 0 : largest_kept_by(*first);
  Candidates candidates = k > 0 ? largest_of(logits, static_cast<std::size_t>(k)) : Candidates::from(logits);
  for (auto step = steps.begin(); step != steps.end(); ++step) {
    const bool is_done = k > 0 && step == first;
    if (!is_done && !is_off(*step)) std::visit([&](const auto& s) { s.apply(candidates); }, *step);
  }
  return candidates;
}

std::vector<Step> default_steps() {
  return each_of(static_cast<Step*>(nullptr));
}

std::string_view name(const Step& step) {
  return std::visit([](const auto& s) { return s.name; }, step);
}

bool is_off(const Step& step) {
  return std::visit([]<typename S>(const S& s) { return s == S{}; }, step);
}

std::string describe(const Step& step) {
  std::string text(name(step));
  std::visit(
      [&text]<typename S>(const S& s) {
        S::fields([&](const Parameter&, auto member) {
          append(text, s.*member + 0); /* no -0 */
        });
      },
      step);
  return text;
}

}  // namespace logits
