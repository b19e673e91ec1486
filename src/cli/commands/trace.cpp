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

namespace {

/// The rest of a truncated distribution is told of until the step that cuts it.
Candidates first_candidates(const io::Result& result) {
  const bool is_cut = tail_after(result.row, result.steps) == Tail::cut;
  if (!is_cut) return candidates_before(result.row, result.steps);
  return Candidates::from(result.row.logits);
}

void drop_rest(Candidates& candidates, const io::Row& row) {
  if (candidates.ids.back() != row.count()) return;
  candidates.ids.pop_back();
  candidates.logits.pop_back();
}

Trace trace_of(const Step& step, const Candidates& before, const Candidates& after,
               const io::Result& result) {
  Trace trace{.step = step,
              .before = before,
              .after = after,
              .p_before = softmax(before),
              .p_after = softmax(after),
              .cut = {}};
  std::set_difference(before.ids.begin(), before.ids.end(), after.ids.begin(), after.ids.end(),
                      std::back_inserter(trace.cut));
  for (std::size_t i = 0, c = 0; c < trace.cut.size(); ++i) {
    if (trace.p_before.ids[i] != trace.cut[c]) continue;
    trace.cut_mass += trace.p_before.p[i];
    ++c;
  }
  const bool rest_too = result.row.rest && !trace.cut.empty() && trace.cut.back() == result.row.count();
  if (rest_too) trace.cut.pop_back();
  trace.cut = by_logit(trace.cut, result);
  if (rest_too) trace.cut.push_back(static_cast<TokenId>(result.row.count()));
  return trace;
}

}  // namespace

std::vector<Trace> trace_of(const io::Result& result) {
  std::vector<Trace> traces;
  Candidates candidates = first_candidates(result);
  const std::size_t cutting = reaching_step(result.steps);
  const std::vector<Step> steps = steps_on_candidates(result.row, result.steps);
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const Step& step = result.steps[i];
    if (is_off(step)) continue;
    const Candidates before = candidates;
    if (result.row.rest && !result.is_open() && i == cutting) drop_rest(candidates, result.row);
    run_steps({steps[i]}, candidates);
    traces.push_back(trace_of(step, before, candidates, result));
  }
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
