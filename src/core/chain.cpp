#include "logits/chain.hpp"

#include "src/core/threshold.hpp"

namespace logits {
namespace {

/// How many of the largest logits the step keeps, whatever the temperature; 0 where it does something else.
std::uint64_t largest_kept_by(const Step& step) {
  if (const auto* const top_k = std::get_if<TopK>(&step))
    return top_k->ties == TopK::Ties::first ? top_k->k : 0;
  const auto* const temperature = std::get_if<Temperature>(&step);
  return temperature != nullptr && temperature->t == 0 && temperature->range == 0 ? 1 : 0;
}

bool only_divides(const Step& step) {
  const auto* const temperature = std::get_if<Temperature>(&step);
  return temperature != nullptr && temperature->t > 0 && temperature->range == 0;
}

template <typename Part>
void apply(const Part& part, Candidates& candidates, const State& state) {
  if constexpr (requires { part.apply(candidates, state); }) {
    part.apply(candidates, state);
  } else {
    part.apply(candidates);
  }
}

}  // namespace

Chain default_chain() {
  Chain chain;
  for_each_step_type([&chain]<typename S>() { chain.steps.push_back(S{}); });
  return chain;
}

std::string_view name(const Step& step) {
  return std::visit([](const auto& s) { return s.name; }, step);
}

std::string_view name(const Chain& chain, std::size_t part) {
  return visit_part(chain, part, [](const auto& p) { return p.name; });
}

bool is_off(const Step& step) {
  return std::visit([](const auto& s) { return s.is_off(); }, step);
}

bool is_off(const Chain& chain, std::size_t part) {
  return visit_part(chain, part, [](const auto& p) { return p.is_off(); });
}

void apply_part(const Chain& chain, std::size_t part, Candidates& candidates, const State& state) {
  visit_part(chain, part, [&](const auto& p) { apply(p, candidates, state); });
}

void run_chain(const Chain& chain, Candidates& candidates, const State& state, const Observer& observe) {
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    if (is_off(chain, part)) continue;
    if (!observe) {
      apply_part(chain, part, candidates, state);
      continue;
    }
    const Candidates before = candidates;
    apply_part(chain, part, candidates, state);
    observe(part, before, candidates);
  }
}

Candidates candidates_after(const Chain& chain, std::span<const double> logits, const State& state) {
  // Where the first step that is on keeps the largest, the others need not be copied before it.
  const auto first = std::find_if(chain.steps.begin(), chain.steps.end(),
                                  [](const Step& step) { return !is_off(step) && !only_divides(step); });
  const std::uint64_t k = first == chain.steps.end() ? 0 : largest_kept_by(*first);
  Candidates candidates = k > 0 ? largest_of(logits, static_cast<std::size_t>(k)) : Candidates::from(logits);
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    const bool is_done = k > 0 && chain.steps.begin() + static_cast<std::ptrdiff_t>(part) == first;
    if (!is_done && !is_off(chain, part)) apply_part(chain, part, candidates, state);
  }
  return candidates;
}

void advance(State& state, const Chain& chain, const Candidates& before_picker, TokenId drawn) {
  std::visit([&](const auto& picker) { picker.learn(state, before_picker, drawn); }, chain.picker);
  state.history.push_back(drawn);
}

}  // namespace logits
