#include "src/io/result.hpp"

#include <algorithm>

namespace logits::io {
namespace {

std::optional<std::size_t> place_of(TokenId id, const std::vector<TokenId>& ids) {
  // Ids ascend, so a token stands at its own index or before it; at its own where nothing before it is cut.
  if (id < ids.size() && ids[id] == id) return id;
  const auto end = ids.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(id, ids.size()));
  const auto found = std::lower_bound(ids.begin(), end, id);
  if (found == end || *found != id) return std::nullopt;
  return static_cast<std::size_t>(found - ids.begin());
}

double value_of(TokenId id, const Distribution& distribution, const std::vector<double>& values,
                double missing) {
  const auto place = place_of(id, distribution.ids);
  return place ? values[*place] : missing;
}

}  // namespace

double Result::p(TokenId id) const {
  return value_of(id, distribution, distribution.p, 0);
}

double Result::logp(TokenId id) const {
  return value_of(id, distribution, distribution.logp, -std::numeric_limits<double>::infinity());
}

double Result::p_before(TokenId id) const {
  return value_of(id, *untouched, untouched->p, 0);
}

double Result::logp_before(TokenId id) const {
  return value_of(id, *untouched, untouched->logp, -std::numeric_limits<double>::infinity());
}

bool Result::is_kept(TokenId id) const {
  return place_of(id, distribution.ids).has_value();
}

std::size_t Result::fate(TokenId id) const {
  if (is_kept(id)) return kept;
  if (fates_.empty()) fates_ = find_fates(*this);
  return fates_[id];
}

double bias_on(const Result& result, TokenId id) {
  const Bias* const bias = find_step<Bias>(result.chain.steps);
  if (bias == nullptr) return 0;
  const auto& terms = bias->terms;
  const auto term =
      std::lower_bound(terms.begin(), terms.end(), id, [](const auto& t, TokenId i) { return t.id < i; });
  return term != terms.end() && term->id == id ? term->bias : 0;
}

}  // namespace logits::io
