// What xtc and adaptive-p, which do not keep to the likeliest, say for themselves in an explanation.
#include "src/cli/commands/lesson.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace logits::cli {

void Lesson::explain(const Xtc& xtc, const Trace& trace) {
  begin_part(xtc.does, trace);
  const double coin = result_.state.random(Stream::coin, 0);
  const bool strikes = xtc.strikes(result_.state);
  out_.print("  the coin fell on {}: {} {}, so {}\n", number(coin), strikes ? "below" : "not below",
             io::shortest(xtc.probability), strikes ? "it strikes" : "nothing happens");
  std::vector<TokenId> top = trace.kept;
  top.insert(top.end(), trace.cut.begin(), trace.cut.end());
  top.erase(std::remove_if(top.begin(), top.end(),
                           [&](TokenId id) { return trace.p_before.p_of(id) < xtc.threshold; }),
            top.end());
  std::sort(top.begin(), top.end(), [&](TokenId a, TokenId b) {
    const double first = logit_of(trace.before, a), second = logit_of(trace.before, b);
    return first > second || (first == second && a < b);
  });
  out_.print("  top choices have p of at least {}: {}{}\n", io::shortest(xtc.threshold),
             top.empty() ? "none" : list(top),
             top.size() < 2 ? "; where there are not two, nothing is cut" : "");
  keep_and_cut(trace);
  if (!trace.cut.empty() && top.size() > 1) {
    // The last of the top choices stays: of equals the later.
    const TokenId last = *std::find_if(top.rbegin(), top.rend(), [&](TokenId id) {
      return std::binary_search(trace.after.ids.begin(), trace.after.ids.end(), id);
    });
    out_.print("  {} stays with {}, {} goes with {}\n", token(last), probability(trace.p_before.p_of(last)),
               token(trace.cut.back()), probability(trace.p_before.p_of(trace.cut.back())));
  }
  tell_divisor(trace);
}

void Lesson::explain(const AdaptiveP& adaptive, const Trace& trace) {
  begin_part(adaptive.does, trace);
  const State::Average average = result_.state.average.value_or(State::Average{adaptive.target, 1});
  const double mean = average.sum / average.weight;
  const double aim = std::clamp(2 * adaptive.target - mean, 0.0, 1.0);
  out_.print("  a = 2 x {} - {}{} = {}{}\n", io::shortest(adaptive.target), number(mean),
             result_.state.average ? ", the average so far," : ", the target before the first draw,",
             number(2 * adaptive.target - mean),
             aim == 2 * adaptive.target - mean ? "" : ", so " + io::shortest(aim));
  out_.write("  d = |p - a| / 0.3, and the logit becomes 5 - 10 d^2 / (1 + d)\n");
  lines(trace.after, {}, [&](std::size_t i) -> Line {
    const double p = trace.p_before.p[i];
    return {{fmt::format("|{} - {}| / 0.3 =", probability(p), number(aim)), number(std::fabs(p - aim) / 0.3),
             "->", number(trace.after.logits[i])}};
  });
  gains_and_loses(trace);
}

}  // namespace logits::cli
