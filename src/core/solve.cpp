#include "logits/solve.hpp"

#include "logits/steps.hpp"
#include "src/core/kernels/elementary.hpp"
#include "src/core/kernels/sum.hpp"

#include <algorithm>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace logits {
namespace {

/// Where in the candidates the token stands.
std::size_t position_of(const Candidates& candidates, TokenId id) {
  const auto found = std::lower_bound(candidates.ids.begin(), candidates.ids.end(), id);
  return static_cast<std::size_t>(found - candidates.ids.begin());
}

/// The lowest T in [low, high] where `reached` holds, which from there on it does. Positive doubles are in
/// the order of their bits, so at most 63 questions find it, whatever its magnitude.
double lowest(double low, double high, auto reached) {
  auto from = std::bit_cast<std::uint64_t>(low), to = std::bit_cast<std::uint64_t>(high);
  while (from < to) {
    const std::uint64_t middle = from + (to - from) / 2;
    if (reached(std::bit_cast<double>(middle))) {
      to = middle;
    } else {
      from = middle + 1;
    }
  }
  return std::bit_cast<double>(to);
}

/// The T in [low, high] where the monotone `value` comes nearest to `wanted`; nothing where that lies
/// outside.
std::optional<double> nearest(double low, double high, bool rises, double wanted, auto value) {
  const auto reached = [&](double t) {
    return rises ? value(t) >= wanted : value(t) <= wanted;
  };
  if (!reached(high) || (reached(low) && value(low) != wanted)) return std::nullopt;
  const double after = lowest(low, high, reached);
  const double before = std::max(low, std::nextafter(after, 0));
  return std::fabs(value(before) - wanted) < std::fabs(value(after) - wanted) ? before : after;
}

/// The sign of E[z] - z_i, where token j weighs `weights[j]`.
double mean_above(const Candidates& candidates, std::size_t i, std::span<const double> weights) {
  kernels::Sum sum;
  for (std::size_t j = 0; j < weights.size(); ++j) {
    sum.add(j, weights[j] * (candidates.logits[j] / 2 - candidates.logits[i] / 2));  // halves cannot overflow
  }
  const kernels::Pair total = sum.total();
  return total.high + total.low;
}

constexpr double coldest = DBL_TRUE_MIN, hottest = DBL_MAX;

}  // namespace

double odds(double a, double b, double temperature) {
  const Distribution two = softmax(Candidates{.ids = {0, 1}, .logits = {a, b}, .temperature = temperature});
  const double log_odds = two.logp[0] - two.logp[1];
  return log_odds > 709 ? std::numeric_limits<double>::infinity() : kernels::exp(log_odds);
}

Distribution softmax_at(const Candidates& candidates, double temperature) {
  Candidates tempered = candidates;
  tempered.temperature = temperature;
  return softmax(std::move(tempered));
}

Course course_of(const Candidates& candidates, TokenId id) {
  const std::size_t i = position_of(candidates, id);
  const auto& logits = candidates.logits;
  const auto count = static_cast<double>(logits.size());
  const double largest = *std::max_element(logits.begin(), logits.end());
  Course course{.cold = 0, .hot = 1 / count, .peak = {}};
  if (logits[i] == largest) {
    course.cold = 1 / static_cast<double>(std::count(logits.begin(), logits.end(), largest));
    return course;
  }
  if (mean_above(candidates, i, std::vector<double>(logits.size(), 1.0)) >= 0) return course;
  const double t = lowest(coldest, hottest, [&](double temperature) {
    return mean_above(candidates, i, softmax_at(candidates, temperature).p) <= 0;
  });
  course.peak = {t, softmax_at(candidates, t).p[i]};
  return course;
}

std::vector<double> temperatures_for(const Candidates& candidates, TokenId id, double p) {
  const std::size_t i = position_of(candidates, id);
  const double wanted = kernels::log(p);
  const auto logp = [&](double t) {
    return softmax_at(candidates, t).logp[i];
  };
  std::vector<double> answers;
  const auto add = [&answers](std::optional<double> t) {
    if (t) answers.push_back(*t);
  };
  const Course course = course_of(candidates, id);
  if (!course.peak) {
    const bool rises = course.cold < course.hot;
    const bool between = rises ? p < course.hot : p > course.hot && p < course.cold;
    if (between) add(nearest(coldest, hottest, rises, wanted, logp));
    return answers;
  }
  const double top = course.peak->temperature;
  // At the top p hardly moves with T: all that softmax cannot tell from the maximum is the maximum.
  if (std::fabs(p - course.peak->p) <= 4 * DBL_EPSILON * p) return {top};
  if (p > course.peak->p) return {};
  add(nearest(coldest, top, true, wanted, logp));
  if (p > course.hot) add(nearest(top, hottest, false, wanted, logp));
  return answers;
}

std::optional<double> temperature_for_odds(double a, double b, double odds) {
  const double log_odds = kernels::log(odds);
  const double t = (a / 2 - b / 2) / log_odds * 2;
  if (log_odds == 0 || !(t > 0) || !std::isfinite(t)) return std::nullopt;
  return t;
}

std::optional<double> temperature_for_entropy(const Candidates& candidates, double nats) {
  const auto& logits = candidates.logits;
  const double largest = *std::max_element(logits.begin(), logits.end());
  const auto leaders = std::count(logits.begin(), logits.end(), largest);
  const double least = kernels::log(static_cast<double>(leaders));
  const double most = kernels::log(static_cast<double>(logits.size()));
  if (!(nats > least && nats < most)) return std::nullopt;
  return nearest(coldest, hottest, true, nats, [&](double t) { return softmax_at(candidates, t).entropy; });
}

double bias_for_odds(double a, double b, double odds, double temperature) {
  return (b - a) + temperature * kernels::log(odds);
}

BiasesFound biases_for(const Candidates& candidates, std::span<const Target> targets, std::uint64_t top_k) {
  const double temperature = candidates.temperature;
  Candidates rest{.ids = {}, .logits = {}, .temperature = temperature};
  std::vector<double> logits(targets.size());
  for (std::size_t j = 0; j < candidates.ids.size(); ++j) {
    const auto target = std::find_if(targets.begin(), targets.end(),
                                     [&](const Target& each) { return each.id == candidates.ids[j]; });
    if (target != targets.end()) {
      logits[static_cast<std::size_t>(target - targets.begin())] = candidates.logits[j];
      continue;
    }
    rest.ids.push_back(candidates.ids[j]);
    rest.logits.push_back(candidates.logits[j]);
  }

  BiasesFound found;
  if (rest.ids.empty()) {
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const double log_odds = kernels::log(targets[i].p) - kernels::log(targets[0].p);
      found.biases.push_back((logits[0] - logits[i]) + temperature * log_odds);
    }
    return found;
  }

  // The targets take their places among the k, the largest of the others the places left; the first of those
  // left out is what a target must beat.
  std::optional<std::pair<double, TokenId>> cut;
  if (top_k > 0 && top_k < candidates.ids.size()) {
    if (top_k <= targets.size()) return found;
    const std::size_t places = static_cast<std::size_t>(top_k) - targets.size();
    Candidates one_more = rest;
    TopK{places + 1}.apply(one_more);
    TopK{places}.apply(rest);
    for (std::size_t j = 0; j < one_more.ids.size() && !cut; ++j) {
      if (j == rest.ids.size() || one_more.ids[j] != rest.ids[j])
        cut.emplace(one_more.logits[j], one_more.ids[j]);
    }
    Candidates barely_kept = rest;
    barely_kept.ids.push_back(targets[0].id);
    barely_kept.logits.push_back(cut->first);
    found.least = softmax(barely_kept).p.back();
  }

  kernels::Sum sum;
  for (std::size_t i = 0; i < targets.size(); ++i) sum.add(i, targets[i].p);
  const kernels::Pair total = sum.total();
  const double log_rest = kernels::log((1 - total.high) - total.low);
  const auto leader = std::max_element(rest.logits.begin(), rest.logits.end());
  const double leader_logp = softmax(rest).logp[static_cast<std::size_t>(leader - rest.logits.begin())];
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const double bias =
        (*leader - logits[i]) + temperature * ((kernels::log(targets[i].p) - log_rest) - leader_logp);
    const double biased = logits[i] + bias;
    const bool is_cut = cut && (biased < cut->first || (biased == cut->first && targets[i].id > cut->second));
    if (is_cut || !std::isfinite(biased)) {
      found.biases.clear();
      return found;
    }
    found.biases.push_back(bias);
  }
  return found;
}

}  // namespace logits
