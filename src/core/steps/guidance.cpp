#include "logits/error.hpp"
#include "logits/softmax.hpp"
#include "logits/steps.hpp"
#include "src/core/true_logits.hpp"

#include <string>

namespace logits {
namespace {

/// Takes out the candidates that are not among the others, both ascending.
void keep_common(Candidates& candidates, const Candidates& others) {
  std::size_t kept = 0, other = 0;
  for (std::size_t i = 0; i < candidates.ids.size(); ++i) {
    while (other < others.ids.size() && others.ids[other] < candidates.ids[i]) ++other;
    if (other == others.ids.size() || others.ids[other] != candidates.ids[i]) continue;
    candidates.ids[kept] = candidates.ids[i];
    candidates.logits[kept] = candidates.logits[i];
    ++kept;
  }
  candidates.ids.resize(kept);
  candidates.logits.resize(kept);
}

Candidates unconditional_of(const State& state) {
  try {
    return Candidates::from(state.unconditional);
  } catch (const Error& error) {
    throw Error(error.failure, std::string("unconditional: ") + error.what());
  }
}

}  // namespace

void Guidance::apply(Candidates& candidates, const State& state) const {
  if (scale == 1 || state.unconditional.empty()) return;
  if (candidates.ids.back() >= state.unconditional.size()) {
    throw Error(Failure::input, "there are " + std::to_string(state.unconditional.size()) +
                                    " unconditional logits, and none for token " +
                                    std::to_string(candidates.ids.back()));
  }
  Candidates others = unconditional_of(state);
  keep_common(candidates, others);
  require_some(candidates, "cfg");
  keep_common(others, candidates);

  const Distribution with = softmax(std::move(candidates));
  const Distribution without = softmax(std::move(others));
  candidates = {.ids = with.ids, .logits = with.logp, .temperature = 1};
  for (std::size_t i = 0; i < with.ids.size(); ++i) {
    const double c = with.logp[i], u = without.logp[i];
    candidates.logits[i] = finite(scale * (c - u) + u, "cfg", with.ids[i]);
  }
}

}  // namespace logits
