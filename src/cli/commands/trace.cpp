#include "src/cli/commands/trace.hpp"

#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "src/cli/tail.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace logits::cli {

std::vector<TokenId> by_logit(const std::vector<TokenId>& ids, const io::Result& result) {
  std::vector<TokenId> sorted = ids;
  std::vector<double> logit = result.row.logits;
  for (const auto& [id, bias] : std::get<Bias>(result.steps.front()).terms) logit[id] += bias;
  std::stable_sort(sorted.begin(), sorted.end(), [&](TokenId a, TokenId b) { return logit[a] > logit[b]; });
  return sorted;
}

std::vector<Trace> trace_of(const io::Result& result) {
  std::vector<Trace> traces;
  Candidates candidates = candidates_before(result.row, result.steps);
  run_steps(result.steps, candidates,
            [&](const Step& step, const Candidates& before, const Candidates& after) {
              Trace trace{.step = step,
                          .before = before,
                          .after = after,
                          .p_before = softmax(before),
                          .p_after = softmax(after),
                          .cut = {}};
              std::set_difference(before.ids.begin(), before.ids.end(), after.ids.begin(), after.ids.end(),
                                  std::back_inserter(trace.cut));
              const Distribution& distribution = trace.p_before;
              for (std::size_t i = 0, c = 0; c < trace.cut.size(); ++i) {
                if (distribution.ids[i] != trace.cut[c]) continue;
                trace.cut_mass += distribution.p[i];
                ++c;
              }
              trace.cut = by_logit(trace.cut, result);
              traces.push_back(std::move(trace));
            });
  return traces;
}

Effect effect_of(const Trace& trace) {
  Effect effect;
  const Distribution &before = trace.p_before, &after = trace.p_after;
  double most = 0, least = 0;
  for (std::size_t i = 0, b = 0; i < after.ids.size(); ++i) {
    while (before.ids[b] != after.ids[i]) ++b;
    const Change change{after.ids[i], before.p[b], after.p[i]};
    const double growth = change.after - change.before;
    if (growth > most) {
      most = growth;
      effect.gains = change;
    }
    if (growth < least) {
      least = growth;
      effect.loses = change;
    }
  }
  return effect;
}

}  // namespace logits::cli
