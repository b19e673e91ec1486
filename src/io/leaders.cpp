#include "src/io/leaders.hpp"

#include <algorithm>

namespace logits::io {
namespace {

struct Ranked {
  double logp, logit;
  TokenId id;
};

bool is_earlier(const Ranked& a, const Ranked& b) {
  if (a.logp != b.logp) return a.logp > b.logp;
  return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
}

/// The first `count` of the tokens that it is shown. They are a heap, the last of them on top.
class Leaders {
 public:
  Leaders(const Result& result, std::size_t count) : result_(result), count_(count) {}

  void show(TokenId id, double logp) {
    const bool full = tokens_.size() == count_;
    if (full && (count_ == 0 || logp < tokens_.front().logp)) return;
    const Ranked token{logp, result_.row.logits[id] + bias_on(result_, id), id};
    if (full) {
      if (!is_earlier(token, tokens_.front())) return;
      std::pop_heap(tokens_.begin(), tokens_.end(), is_earlier);
      tokens_.back() = token;
    } else {
      tokens_.push_back(token);
    }
    std::push_heap(tokens_.begin(), tokens_.end(), is_earlier);
  }

  void append_to(std::vector<TokenId>& order) && {
    std::sort_heap(tokens_.begin(), tokens_.end(), is_earlier);
    for (const Ranked& token : tokens_) order.push_back(token.id);
  }

 private:
  const Result& result_;
  std::size_t count_;
  std::vector<Ranked> tokens_;
};

}  // namespace

std::vector<TokenId> leaders_first(const Result& result, std::size_t count) {
  std::vector<TokenId> order;
  const Distribution& distribution = result.distribution;
  Leaders kept(result, count);
  for (std::size_t i = 0; i < result.kept_count(); ++i) kept.show(distribution.ids[i], distribution.logp[i]);
  std::move(kept).append_to(order);
  if (order.size() == count) return order;

  Leaders cut(result, count - order.size());
  for (TokenId id = 0; id < result.rest(); ++id) {
    if (!result.is_kept(id)) cut.show(id, 0);
  }
  std::move(cut).append_to(order);
  return order;
}

double p_beside(const Result& result, const std::vector<TokenId>& shown) {
  std::vector<TokenId> sorted = shown;
  std::sort(sorted.begin(), sorted.end());
  auto next = sorted.begin();
  double sum = 0;
  for (std::size_t i = 0; i < result.distribution.ids.size(); ++i) {
    const TokenId id = result.distribution.ids[i];
    while (next != sorted.end() && *next < id) ++next;
    if (next == sorted.end() || *next != id) sum += result.distribution.p[i];
  }
  return sum;
}

}  // namespace logits::io
