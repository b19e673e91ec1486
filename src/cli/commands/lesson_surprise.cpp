// What the steps that look at surprise and entropy, or at p alone, say for themselves in an explanation.
#include "src/cli/commands/lesson.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace logits::cli {
namespace {

double logp_of(const Distribution& distribution, TokenId id) {
  const auto found = std::lower_bound(distribution.ids.begin(), distribution.ids.end(), id);
  return distribution.logp[static_cast<std::size_t>(found - distribution.ids.begin())];
}

/// How far a token's surprise is from the entropy.
double deviation(const Distribution& distribution, TokenId id) {
  return std::fabs(-logp_of(distribution, id) - distribution.entropy);
}

/// The entropy of the first tokens: their own, or their part of that of all.
double entropy_of(const Trace& trace, const std::vector<TokenId>& order, std::size_t count, TopH::Rule rule) {
  Candidates head{.ids = {}, .logits = {}, .temperature = trace.before.temperature};
  for (const TokenId id : order) {
    if (rule == TopH::Rule::entropy && head.ids.size() == count) break;
    const auto found = std::lower_bound(trace.before.ids.begin(), trace.before.ids.end(), id);
    head.ids.push_back(id);
    head.logits.push_back(trace.before.logits[static_cast<std::size_t>(found - trace.before.ids.begin())]);
  }
  const Distribution p = softmax(head);
  if (count == head.ids.size()) return p.entropy;
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += p.p[i] == 0 ? 0 : p.p[i] * -p.logp[i];
  return sum;
}

}  // namespace

void Lesson::tell_leader_below(double least, const Trace& trace) {
  const TokenId leader = trace.kept.front();
  const double p = trace.p_before.p_of(leader);
  if (p < least)
    out_.print("  the leader, {}, has only {}: it stays in any case\n", token(leader), probability(p));
}

void Lesson::explain(const Epsilon& epsilon, const Trace& trace) {
  begin_part(epsilon.does, trace);
  out_.print("  the least p is {}\n", io::shortest(epsilon.epsilon));
  tell_leader_below(epsilon.epsilon, trace);
  tell_cut(trace);
}

void Lesson::explain(const Eta& eta, const Trace& trace) {
  begin_part(eta.does, trace);
  const double h = trace.p_before.entropy, root = std::sqrt(eta.eta), power = probability_of(-h);
  const double least = std::min(eta.eta, root * power);
  out_.print("  H = {}, sqrt({}) x e^-H = {} x {} = {}\n", number(h), io::shortest(eta.eta), number(root),
             number(power), number(root * power));
  out_.print("  the least p is min({}, {}) = {}\n", io::shortest(eta.eta), number(root * power),
             number(least));
  tell_leader_below(least, trace);
  tell_cut(trace);
}

void Lesson::explain(const PLess& p_less, const Trace& trace) {
  begin_part(p_less.does, trace);
  double sum = 0;
  for (const double p : trace.p_before.p) sum += p * p;
  std::vector<TokenId> order = trace.kept;
  order.insert(order.end(), trace.cut.begin(), trace.cut.end());
  constexpr std::size_t most_terms = 5;
  std::string terms;
  for (std::size_t i = 0; i < std::min(order.size(), most_terms); ++i)
    terms += fmt::format("{}{}^2", i == 0 ? "" : " + ", probability(trace.p_before.p_of(order[i])));
  if (order.size() > most_terms) terms += looks_.ascii ? " + ..." : " + …";
  out_.print("  {} = {}\n", terms, number(sum));
  tell_cut(trace);
}

void Lesson::explain(const TopH& top_h, const Trace& trace) {
  begin_part(top_h.does, trace);
  std::vector<TokenId> order = trace.kept;
  order.insert(order.end(), trace.cut.begin(), trace.cut.end());
  const bool by_terms = top_h.rule == TopH::Rule::terms;
  if (by_terms) order.resize(std::min<std::size_t>(order.size(), 100));
  const auto entropy = [&](std::size_t count) {
    return entropy_of(trace, order, count, top_h.rule);
  };
  const double all = entropy(order.size());
  out_.print("  {} = {}, and {} x {} = {}\n", by_terms ? "H of the 100 largest" : "H", number(all),
             io::shortest(top_h.a), number(all), number(top_h.a * all));
  keep_and_cut(trace);
  const std::size_t kept = trace.kept.size();
  out_.print("  {} {}", by_terms ? "the sum of -p ln p of those kept is" : "the entropy of those kept is",
             number(entropy(kept)));
  if (kept < order.size())
    out_.print(", with {} it would be {}", token(order[kept]), number(entropy(kept + 1)));
  out_.write("\n");
  tell_boundary(trace);
  tell_divisor(trace);
}

void Lesson::explain(const Typical& typical, const Trace& trace) {
  begin_part(typical.does, trace);
  const Distribution& p = trace.p_before;
  out_.print("  H = {}; the surprise -ln p, and its distance from H\n", number(p.entropy));
  lines(trace.before, {}, [&](std::size_t i) -> Line {
    return {{"-ln " + probability(p.p[i]), "=", number(-p.logp[i]) + ",", number(deviation(p, p.ids[i]))}};
  });
  keep_and_cut(trace);
  double together = 0;
  for (const TokenId id : trace.kept) together += p.p_of(id);
  out_.print("  those kept have p = {} together\n", probability(together));
  tell_boundary_of_typical(trace);
  tell_divisor(trace);
}

void Lesson::tell_boundary_of_typical(const Trace& trace) {
  if (trace.cut.empty() || trace.cut.back() == result_.row.count()) return;
  const Distribution& p = trace.p_before;
  const auto is_nearer = [&](TokenId a, TokenId b) {
    const double first = deviation(p, a), second = deviation(p, b);
    return first < second || (first == second && a < b);
  };
  const TokenId last = *std::max_element(trace.kept.begin(), trace.kept.end(), is_nearer);
  const TokenId first = *std::min_element(trace.cut.begin(), trace.cut.end(), is_nearer);
  out_.print("  {} stays with {}, {} from H; {} goes with {}, {} from H\n", token(last),
             probability(p.p_of(last)), number(deviation(p, last)), token(first), probability(p.p_of(first)),
             number(deviation(p, first)));
}

void Lesson::explain(const Mirostat& mirostat, const Trace& trace) {
  begin_part(mirostat.does, trace);
  const double mu = result_.state.mu.value_or(2 * mirostat.tau);
  out_.print("  mu = {} bits{}\n", number(mu), result_.state.mu ? "" : ", twice tau, before the first draw");
  const double least = std::exp2(-mu);
  if (mirostat.version == Mirostat::Version::two) {
    out_.print("  a surprise of mu is p = 2^-mu = {}\n", probability(least));
    tell_leader_below(least, trace);
  } else {
    out_.print("  a surprise of mu is p = 2^-mu = {}, and by Zipf's law k = {}\n", probability(least),
               io::grouped(trace.kept.size()));
  }
  tell_cut(trace);
}

}  // namespace logits::cli
