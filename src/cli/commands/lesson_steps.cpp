// What each step says for itself in an explanation.
#include "logits/chain.hpp"
#include "logits/solve.hpp"
#include "src/cli/commands/lesson.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr std::size_t most_terms = 8;
constexpr double banned = -std::numeric_limits<double>::infinity();

}  // namespace

void Lesson::explain(const Bias& bias, const Trace& trace) {
  const double t = step_of<Temperature>(result_.chain).t;
  begin("bias: add to single logits",
        "adding b multiplies a token's odds against every other by exp(b); -inf bans it");
  std::vector<TokenId> ids;
  const std::size_t most = std::max(shown_.size(), most_terms);
  for (const auto& [id, b] : bias.terms) {
    if (result_.row.logits[id] != banned && ids.size() < most) ids.push_back(id);
  }
  lines(trace.before, {}, ids, [&](std::size_t i) -> Line {
    const double logit = trace.before.logits[i];
    const double b = io::bias_on(result_, trace.before.ids[i]);
    if (b == banned) return {{number(logit), "- inf =", "banned"}};
    const auto times = [&](const std::string& over, double divisor) {
      return fmt::format("odds x exp({}{}) = {}", io::shortest(b), over,
                         io::factor_text(odds(b, 0, divisor), looks_.digits));
    };
    std::string factor = times("", 1);
    if (t > 0 && t != 1)
      factor += fmt::format("; after the temperature {}", times(" / " + io::shortest(t), t));
    return {{number(logit), (b < 0 ? "- " : "+ ") + io::shortest(std::fabs(b)) + " =", number(logit + b)},
            factor};
  });
  if (bias.terms.size() > ids.size() && ids.size() == most)
    out_.print("  {} more\n", io::grouped(bias.terms.size() - most));
  if (!trace.cut.empty()) keep_and_cut(trace);
  gains_and_loses(trace);
}

void Lesson::explain(const Temperature& temperature, const Trace& trace) {
  if (temperature.range > 0) return explain_dynamic(trace);
  if (temperature.t == 0) {
    begin("temperature: T = 0 is greedy, keep the largest logit, forget the rest");
    return keep_and_cut(trace);
  }
  const std::string t = io::shortest(temperature.t);
  begin("temperature: divide every logit by T = " + t,
        temperature.t < 1 ? "T < 1 widens every gap, so the leader gains"
                          : "T > 1 narrows every gap, so the others gain on the leader");
  std::vector<double> undivided = trace.before.logits;
  for (double& logit : undivided) logit /= trace.before.temperature;
  const auto logits = io::aligned(undivided, looks_.digits);
  lines(trace.before, {5, 0, 8}, [&](std::size_t i) {
    return Line{{logits[i], "/ " + t + " =", number(trace.after.logits[i] / trace.after.temperature)}};
  });
  const std::vector<TokenId>& order = trace.kept;
  if (order.size() > 1) {
    const auto logit = [&](TokenId id) {
      return logit_of(trace.before, id);
    };
    const double a = logit(order[0]), b = logit(order[1]);
    out_.print("  odds of {} against {}: {} to the power 1 / {} is {}\n", token(order[0]), token(order[1]),
               io::factor_text(odds(a, b, 1), looks_.digits), t,
               io::odds_text(odds(a, b, temperature.t), looks_.digits));
  }
  gains_and_loses(trace);
}

void Lesson::explain_dynamic(const Trace& trace) {
  const double divisor = trace.after.temperature / trace.before.temperature;
  begin_part("divide every logit by a T that follows the entropy", trace);
  const auto n = static_cast<double>(trace.before.ids.size());
  out_.print("  entropy {} of at most ln {} = {}, so T = {}\n", number(trace.p_before.entropy),
             trace.before.ids.size(), number(std::log(n)), number(divisor));
  tell_outcome(trace);
}

void Lesson::explain(const Xtc& xtc, const Trace& trace) {
  begin_part(xtc.does, trace);
  const double coin = result_.state.random(Stream::coin, 0);
  const bool strikes = xtc.strikes(result_.state);
  out_.print("  the coin fell on {}: {} {}, so {}\n", number(coin), strikes ? "below" : "not below",
             io::shortest(xtc.probability), strikes ? "it strikes" : "nothing happens");
  tell_outcome(trace);
}

void Lesson::explain(const Mirostat& mirostat, const Trace& trace) {
  begin_part(mirostat.does, trace);
  out_.print("  mu = {} bits{}\n", number(result_.state.mu.value_or(2 * mirostat.tau)),
             result_.state.mu ? "" : ", twice tau, before the first draw");
  tell_outcome(trace);
}

void Lesson::explain(const TopK& top_k, const Trace& trace) {
  begin(fmt::format("top-k: keep the {}largest, forget the rest",
                    top_k.k == 1 ? "" : io::grouped(top_k.k) + " "));
  keep_and_cut(trace);
  tell_divisor(trace);
}

void Lesson::explain(const TopP& top_p, const Trace& trace) {
  begin(fmt::format("top-p: keep the fewest tokens that reach p = {} together, forget the rest",
                    io::shortest(top_p.p + 0 /* no -0 */)),
        "from the likeliest down, up to and with the one that crosses p");
  keep_and_cut(trace);
  const TokenId last = trace.kept.back();
  double above = 0;
  for (const TokenId id : trace.after.ids) above += id == last ? 0 : trace.p_before.p_of(id);
  const double with_last = above + trace.p_before.p_of(last);
  if (!trace.cut.empty()) {
    out_.print("  {} brings the sum from {} to {}\n", token(last), io::rounded(above, looks_.digits),
               io::rounded(with_last, looks_.digits));
  }
  tell_divisor(trace);
}

void Lesson::explain(const MinP& min_p, const Trace& trace) {
  begin("min-p: keep what has at least " + io::shortest(min_p.m) + " of the leader's p, forget the rest");
  const std::vector<TokenId>& kept = trace.kept;
  const auto p = [&](TokenId id) {
    return io::rounded(trace.p_before.p_of(id), looks_.digits);
  };
  out_.print("  {} x p({}) = {} x {} = {}\n", io::shortest(min_p.m), token(kept.front()),
             io::shortest(min_p.m), p(kept.front()),
             io::rounded(min_p.m * trace.p_before.p_of(kept.front()), looks_.digits));
  keep_and_cut(trace);
  const bool is_cut_listed = !trace.cut.empty() && trace.cut.front() != result_.row.count();
  if (is_cut_listed) {
    out_.print("  {} stays with {}, {} goes with {}\n", token(kept.back()), p(kept.back()),
               token(trace.cut.front()), p(trace.cut.front()));
  }
  tell_divisor(trace);
}

}  // namespace logits::cli
