// What the steps that keep the likeliest tokens say for themselves in an explanation.
#include "src/cli/commands/lesson.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace logits::cli {

void Lesson::explain(const TopK& top_k, const Trace& trace) {
  const bool with_ties = top_k.ties == TopK::Ties::all;
  begin(fmt::format("top-k: keep the {}largest{}, forget the rest",
                    top_k.k == 1 ? "" : io::grouped(top_k.k) + " ",
                    with_ties ? " and all that are tied with the last of them" : ""));
  keep_and_cut(trace);
  if (trace.kept.size() > top_k.k) {
    const auto last = trace.kept.begin() + static_cast<std::ptrdiff_t>(top_k.k);
    const std::vector<TokenId> tied(last, trace.kept.end());
    out_.print("  tied with {}: {}, which {} too\n", token(*(last - 1)), list(tied),
               tied.size() == 1 ? "stays" : "stay");
  }
  tell_boundary(trace);
  tell_divisor(trace);
}

void Lesson::explain(const TopP& top_p, const Trace& trace) {
  const std::string p = io::shortest(top_p.p + 0 /* no -0 */);
  switch (top_p.rule) {
    case TopP::Rule::reach:
      begin("top-p: keep the fewest tokens that reach p = " + p + " together, forget the rest",
            "from the likeliest down, up to and with the one that brings the sum to p or more");
      break;
    case TopP::Rule::pass:
      begin("top-p: keep the fewest tokens that have more than p = " + p + " together, forget the rest",
            "from the likeliest down, up to and with the one that brings the sum above p");
      break;
    case TopP::Rule::fit:
      begin("top-p: keep the tokens that fit into p = " + p + " together, forget the rest",
            "the leader, and from it down each one that leaves the sum of those kept at p or less");
      break;
  }
  keep_and_cut(trace);
  if (!trace.cut.empty()) {
    const TokenId last = trace.kept.back();
    double above = 0;
    for (const TokenId id : trace.after.ids) above += id == last ? 0 : trace.p_before.p_of(id);
    out_.print("  {} brings the sum from {} to {}\n", token(last), probability(above),
               probability(above + trace.p_before.p_of(last)));
  }
  if (top_p.rule == TopP::Rule::fit) tell_skipped(top_p, trace);
  tell_boundary(trace);
  tell_divisor(trace);
}

void Lesson::tell_skipped(const TopP& top_p, const Trace& trace) {
  double sum = 0;
  auto kept = trace.kept.begin();
  constexpr std::size_t most_skipped = 3;
  for (std::size_t i = 0; i < std::min(trace.cut.size(), most_skipped); ++i) {
    const TokenId id = trace.cut[i];
    if (id == result_.row.count()) return;
    const double logit = logit_of(trace.before, id);
    const auto is_above = [&](TokenId other) {
      const double its = logit_of(trace.before, other);
      return its > logit || (its == logit && other < id);
    };
    for (; kept != trace.kept.end() && is_above(*kept); ++kept) sum += trace.p_before.p_of(*kept);
    if (i > 0 && kept == trace.kept.end()) return;
    out_.print("  {} is skipped: it would bring the sum from {} to {}, more than {}\n", token(id),
               probability(sum), probability(sum + trace.p_before.p_of(id)), io::shortest(top_p.p + 0));
  }
}

void Lesson::explain(const MinP& min_p, const Trace& trace) {
  begin(fmt::format("min-p: keep what has {} {} of the leader's p, forget the rest",
                    min_p.rule == MinP::Rule::at_least ? "at least" : "more than", io::shortest(min_p.m)));
  const TokenId leader = trace.kept.front();
  const double p = trace.p_before.p_of(leader);
  out_.print("  {} x p({}) = {} x {} = {}\n", io::shortest(min_p.m), token(leader), io::shortest(min_p.m),
             probability(p), probability(min_p.m * p));
  tell_cut(trace);
}

void Lesson::explain(const TopA& top_a, const Trace& trace) {
  begin_part(top_a.does, trace);
  const TokenId leader = trace.kept.front();
  const double p = trace.p_before.p_of(leader);
  out_.print("  {} x p({})^2 = {} x {}^2 = {}\n", io::shortest(top_a.a), token(leader), io::shortest(top_a.a),
             probability(p), probability(top_a.a * p * p));
  tell_leader_below(top_a.a * p * p, trace);
  tell_cut(trace);
}

void Lesson::explain(const TopNSigma& top_n_sigma, const Trace& trace) {
  begin_part(top_n_sigma.does, trace);
  const std::vector<double>& logits = trace.before.logits;
  const double t = trace.before.temperature;
  const double largest = *std::max_element(logits.begin(), logits.end());
  const auto n = static_cast<double>(logits.size());
  double depth = 0, variance = 0;
  for (const double logit : logits) depth += (largest - logit) / t / n;
  for (const double logit : logits) variance += std::pow((largest - logit) / t - depth, 2) / n;
  const double sigma = std::sqrt(variance), least = largest / t - top_n_sigma.s * sigma;
  if (std::isfinite(least)) {
    out_.print("  sigma = {}, and {} - {} x {} = {}\n", number(sigma), number(largest / t),
               io::shortest(top_n_sigma.s), number(sigma), number(least));
  }
  tell_cut(trace);
}

void Lesson::explain(const TailFree& tail_free, const Trace& trace) {
  begin_part(tail_free.does, trace);
  std::vector<TokenId> order = trace.kept;
  order.insert(order.end(), trace.cut.begin(), trace.cut.end());
  const auto p = [&](std::size_t rank) {
    return trace.p_before.p_of(order[rank]);
  };
  std::vector<double> curvature(order.size() < 3 ? 0 : order.size() - 2), sums;
  double all = 0;
  for (std::size_t i = 0; i < curvature.size(); ++i) {
    curvature[i] = std::fabs((p(i) - p(i + 1)) - (p(i + 1) - p(i + 2)));
    sums.push_back(all += curvature[i]);
  }
  if (all == 0) {
    out_.print("  {}: all stay\n",
               curvature.empty() ? "fewer than three tokens have no curvature" : "the curve is straight");
    return tell_cut(trace);
  }
  out_.print("  p - 2 x the next + the one after it, its share of {}, and the sum so far\n", number(all));
  std::vector<TokenId> shown = shown_, ids;
  std::sort(shown.begin(), shown.end());
  std::map<TokenId, std::size_t> ranks;
  for (std::size_t rank = 0; rank < curvature.size(); ++rank) {
    if (!std::binary_search(shown.begin(), shown.end(), order[rank])) continue;
    ids.push_back(order[rank]);
    ranks[order[rank]] = rank;
  }
  lines(trace.before, {}, ids, [&](std::size_t position) -> Line {
    const std::size_t i = ranks.at(trace.before.ids[position]);
    const std::string difference =
        fmt::format("|{} - 2 x {} + {}| =", probability(p(i)), probability(p(i + 1)), probability(p(i + 2)));
    return {{difference, number(curvature[i]), number(curvature[i] / all), number(sums[i] / all)},
            sums[i] / all > tail_free.z ? "above " + io::shortest(tail_free.z) : ""};
  });
  tell_cut(trace);
}

}  // namespace logits::cli
