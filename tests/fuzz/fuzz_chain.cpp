// Any logits, bias, temperature, top-k, top-p and min-p: what comes out is a distribution, and no draw gives
// a banned token.
#include "logits/chain.hpp"
#include "logits/draw.hpp"
#include "logits/error.hpp"
#include "logits/softmax.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

/// Takes values off the front of the bytes; zeros when they run out.
class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  template <typename Value>
  Value take() {
    Value value{};
    const std::size_t count = std::min(sizeof(value), bytes_.size());
    std::memcpy(&value, bytes_.data(), count);
    bytes_ = bytes_.subspan(count);
    return value;
  }

  bool empty() const { return bytes_.empty(); }

 private:
  std::span<const std::uint8_t> bytes_;
};

bool is_logit(double x) {
  return std::isfinite(x) || x == minus_infinity;
}

/// Half of the logits are small whole numbers, so that ties and ordinary magnitudes are common.
double take_logit(Bytes& bytes) {
  return bytes.take<std::uint8_t>() % 2 == 0 ? bytes.take<std::int8_t>() : bytes.take<double>();
}

void require_distribution(const logits::Distribution& distribution, const logits::Candidates& kept) {
  require(distribution.ids == kept.ids, "a distribution has a probability for each token kept");
  double sum = 0;
  for (const double p : distribution.p) {
    require(p >= 0 && p <= 1, "a probability is from 0 to 1");
    sum += p;
  }
  require(std::fabs(sum - 1) <= 1e-12, "the probabilities add up to 1");
  for (const double logp : distribution.logp) require(logp <= 0, "a log-prob is not positive");
  require(distribution.entropy >= 0 && std::isfinite(distribution.entropy),
          "the entropy is finite and not negative");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes({data, size});
  const double t =
      bytes.take<std::uint8_t>() % 2 == 0 ? bytes.take<std::uint8_t>() / 16.0 : bytes.take<double>();
  const auto k = bytes.take<std::uint8_t>();
  // Two bits say how many biases there are; top-p and min-p, where they are on, follow.
  const auto flags = bytes.take<std::uint8_t>();
  const auto biased = flags % 4U;
  const double p = (flags & 4U) != 0 ? bytes.take<std::uint8_t>() / 255.0 : 1;
  const double m = (flags & 8U) != 0 ? bytes.take<std::uint8_t>() / 255.0 : 0;
  if (!(t >= 0) || std::isinf(t)) return 0;

  logits::Bias bias;
  for (std::uint32_t i = 0; i < biased; ++i) {
    const double b = take_logit(bytes);
    if (!is_logit(b)) return 0;
    bias.terms.push_back({.id = 2 * i, .bias = b});
  }
  std::vector<double> logits;
  while (!bytes.empty()) logits.push_back(take_logit(bytes));

  logits::Candidates candidates;
  try {
    candidates = logits::Candidates::from(logits);
    logits::run_chain(
        {.steps = {bias, logits::Temperature{t}, logits::TopK{k}, logits::TopP{p}, logits::MinP{m}}},
        candidates);
  } catch (const logits::Error&) {
    return 0;  // NaN, infinity, an overflow, or every token banned
  }
  require(!candidates.ids.empty(), "a token is left");
  require(candidates.ids.size() == candidates.logits.size(), "each token left has a logit");
  if (k > 0) require(candidates.ids.size() <= k, "top-k keeps at most k");
  if (p == 0) require(candidates.ids.size() == 1, "top-p 0 keeps one token");
  if (t == 0) require(candidates.ids.size() == 1, "temperature 0 keeps one token");

  const logits::Distribution distribution = logits::softmax(candidates);
  require_distribution(distribution, candidates);
  const auto [least, most] = std::minmax_element(distribution.p.begin(), distribution.p.end());
  require(*least >= m * *most * (1 - 1e-12), "min-p keeps nothing that is less likely");

  const logits::Sampler sampler(distribution, 4);
  for (const double u : {0.0, 0x1p-53, 0.5, 1 - 0x1p-53}) {
    const logits::TokenId drawn = sampler.draw(u);
    const auto found = std::lower_bound(distribution.ids.begin(), distribution.ids.end(), drawn);
    require(found != distribution.ids.end() && *found == drawn, "a draw is one of the tokens kept");
    require(distribution.p[static_cast<std::size_t>(found - distribution.ids.begin())] > 0,
            "a token of probability zero is never drawn");
    require(logits[drawn] > minus_infinity, "a banned token is never drawn");
    for (const auto& term : bias.terms)
      require(term.id != drawn || term.bias > minus_infinity, "a token that a bias bans is never drawn");
  }
  return 0;
}
