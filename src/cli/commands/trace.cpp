#include "src/cli/commands/trace.hpp"

#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "src/cli/tail.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace logits::cli {

double logit_of(const Candidates& candidates, TokenId id) {
  const auto found = std::lower_bound(candidates.ids.begin(), candidates.ids.end(), id);
  return candidates.logits[static_cast<std::size_t>(found - candidates.ids.begin())] / candidates.temperature;
}

namespace {

/// The rest of a truncated distribution is told of until the step that cuts it.
Candidates first_candidates(const io::Result& result) {
  const bool is_cut = tail_after(result.row, result.chain, result.state) == Tail::cut;
  if (!is_cut) return candidates_before(result.row, result.chain, result.state);
  return Candidates::from(result.row.logits);
}

void drop_rest(Candidates& candidates, const io::Row& row) {
  if (candidates.ids.back() != row.count()) return;
  candidates.ids.pop_back();
  candidates.logits.pop_back();
}

Trace trace_of(std::size_t part, const Candidates& before, const Candidates& after, const io::Row& row) {
  Trace trace{.part = part,
              .before = before,
              .after = after,
              .p_before = softmax(before),
              .p_after = softmax(after),
              .kept = {},
              .cut = {}};
  std::vector<std::size_t> order(before.ids.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return before.logits[a] > before.logits[b]; });
  bool is_rest_cut = false;
  const auto rest = static_cast<TokenId>(row.count());
  for (const std::size_t i : order) {
    const TokenId id = before.ids[i];
    const bool stays = std::binary_search(after.ids.begin(), after.ids.end(), id);
    if (!stays) trace.cut_mass += trace.p_before.p[i];
    if (!stays && row.rest && id == rest) {
      is_rest_cut = true;
    } else {
      (stays ? trace.kept : trace.cut).push_back(id);
    }
  }
  if (is_rest_cut) trace.cut.push_back(rest);
  return trace;
}

}  // namespace

std::vector<Trace> trace_of(const io::Result& result) {
  std::vector<Trace> traces;
  Candidates candidates = first_candidates(result);
  const std::size_t cutting = reaching_part(result.chain);
  const Chain chain = chain_on_candidates(result.row, result.chain, result.state);
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    if (is_off(chain, part)) continue;
    const Candidates before = candidates;
    if (result.row.rest && !result.is_open() && part == cutting) drop_rest(candidates, result.row);
    apply_part(chain, part, candidates, result.state);
    traces.push_back(trace_of(part, before, candidates, result.row));
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
