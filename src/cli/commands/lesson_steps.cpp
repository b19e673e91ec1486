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
    keep_and_cut(trace);
    return tell_boundary(trace);
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

}  // namespace logits::cli
