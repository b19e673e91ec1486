// What cfg and smoothing, which change every logit, say for themselves in an explanation.
#include "src/cli/commands/lesson.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// The log-probs of the tokens that are left, among themselves, by logits that have one for each token.
template <typename LogitOf>
std::vector<double> log_probs_of(const Candidates& left, double temperature, const LogitOf& logit_of_token) {
  Candidates candidates{.ids = left.ids, .logits = {}, .temperature = temperature};
  for (const TokenId id : left.ids) candidates.logits.push_back(logit_of_token(id));
  return softmax(std::move(candidates)).logp;
}

}  // namespace

void Lesson::explain(const Guidance& guidance, const Trace& trace) {
  begin_part(guidance.does, trace);
  if (result_.state.unconditional.empty()) return tell_outcome(trace);
  const std::vector<double> c = log_probs_of(trace.after, trace.before.temperature, [&](TokenId id) {
    return logit_of(trace.before, id) * trace.before.temperature;
  });
  const std::vector<double> u =
      log_probs_of(trace.after, 1, [&](TokenId id) { return result_.state.unconditional[id]; });
  const std::string scale = io::shortest(guidance.scale);
  out_.write("  c and u are the log-probs with and without the prompt\n");
  lines(trace.after, {}, [&](std::size_t i) -> Line {
    return {{scale + " x (" + number(c[i]), "+ " + number(-u[i]) + ")", "- " + number(-u[i]), "=",
             number(trace.after.logits[i])}};
  });
  if (!trace.cut.empty()) keep_and_cut(trace);
  gains_and_loses(trace);
}

void Lesson::explain(const Smoothing& smoothing, const Trace& trace) {
  begin_part(smoothing.does, trace);
  const double t = trace.before.temperature;
  const double largest = *std::max_element(trace.before.logits.begin(), trace.before.logits.end()) / t;
  const double k = (3 - smoothing.curve) / 2, s = (smoothing.curve - 1) / 2;
  out_.print("  M = {}, f = {}, k = (3 - c) / 2 = {}, s = (c - 1) / 2 = {}\n", number(largest),
             io::shortest(smoothing.factor), io::shortest(k), io::shortest(s));
  lines(trace.after, {}, [&](std::size_t i) -> Line {
    const double logit = trace.before.logits[i] / t;
    return {{"d = " + number(logit), (largest < 0 ? "+ " : "- ") + number(std::fabs(largest)), "=",
             number(logit - largest) + ",", "z' =", number(trace.after.logits[i])}};
  });
  gains_and_loses(trace);
}

}  // namespace logits::cli
