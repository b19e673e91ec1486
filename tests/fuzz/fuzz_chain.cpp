// Any chain, with any logits and anything that went before: what comes out of each part is a distribution, no
// draw gives a banned token, and the chain is the same by every way to run it, write it and read it.
#include "logits/chain.hpp"
#include "logits/draw.hpp"
#include "logits/error.hpp"
#include "logits/softmax.hpp"
#include "tests/fuzz/bytes.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/properties/parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using logits::Bias;
using logits::Candidates;
using logits::Chain;
using logits::Distribution;
using logits::Error;
using logits::Failure;
using logits::State;
using logits::Step;
using logits::TokenId;

namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

bool is_logit(double x) {
  return std::isfinite(x) || x == minus_infinity;
}

/// Half of the logits are small whole numbers, so that ties and ordinary magnitudes are common.
double take_logit(Bytes& bytes) {
  return bytes.take<std::uint8_t>() % 2 == 0 ? bytes.take<std::int8_t>() : bytes.take<double>();
}

/// Any number that the parameter may be, for parts::random.
struct Dice : Bytes {
  using Bytes::Bytes;
};

void set(double& value, const logits::Parameter& parameter, Dice& dice) {
  const double any =
      dice.take<std::uint8_t>() % 2 == 0 ? dice.take<std::uint8_t>() / 16.0 : dice.take<double>();
  static_cast<void>(read_value(value_text(parameter, any), parameter, value));
}

std::vector<TokenId> take_tokens(Bytes& bytes) {
  std::vector<TokenId> tokens(bytes.below(32));
  for (TokenId& token : tokens) token = static_cast<TokenId>(bytes.below(8));
  return tokens;
}

/// What is asked of a chain.
struct Case {
  Chain chain;
  State state;
  std::vector<double> logits;
  bool is_plain = true;  ///< bias, temperature, top-k, top-p and min-p, and nothing else
};

/// Nothing for a value that would be refused before it came to a chain.
std::optional<Case> take_case(Dice bytes) {
  Case result;
  const double t =
      bytes.take<std::uint8_t>() % 2 == 0 ? bytes.take<std::uint8_t>() / 16.0 : bytes.take<double>();
  if (!(t >= 0) || std::isinf(t)) return std::nullopt;
  const auto k = bytes.take<std::uint8_t>();
  // Two bits say how many biases there are; top-p and min-p, where they are on, follow, and then any parts.
  const auto flags = bytes.take<std::uint8_t>();
  const double p = (flags & 4U) != 0 ? bytes.take<std::uint8_t>() / 255.0 : 1;
  const double m = (flags & 8U) != 0 ? bytes.take<std::uint8_t>() / 255.0 : 0;
  Bias bias;
  for (std::uint32_t i = 0; i < flags % 4U; ++i) {
    const double b = take_logit(bytes);
    if (!is_logit(b)) return std::nullopt;
    bias.terms.push_back({.id = 2 * i, .bias = b});
  }
  result.chain.steps = {bias, logits::Temperature{t}, logits::TopK{k}, logits::TopP{p}, logits::MinP{m}};
  result.is_plain = (flags & 16U) == 0;

  bool is_guided = false;
  if (!result.is_plain) {
    for (std::size_t i = bytes.below(8); i > 0; --i)
      result.chain.steps.push_back(parts::random_of<Step>(bytes.below(std::variant_size_v<Step>), bytes));
    result.chain.picker =
        parts::random_of<logits::Picker>(bytes.below(std::variant_size_v<logits::Picker>), bytes);
    State& state = result.state;
    state.prompt = take_tokens(bytes);
    state.history = take_tokens(bytes);
    state.random = {.seed = bytes.take<std::uint8_t>(), .row = bytes.take<std::uint8_t>()};
    const auto more = bytes.take<std::uint8_t>();
    if ((more & 1U) != 0) state.vocabulary = bytes.below(100'000);
    if ((more & 2U) != 0) state.mu = take_logit(bytes);
    if (state.mu && !std::isfinite(*state.mu)) return std::nullopt;
    if ((more & 4U) != 0)
      state.average = {.sum = bytes.take<std::uint8_t>() / 16.0, .weight = 1.0 + bytes.take<std::uint8_t>()};
    is_guided = (more & 8U) != 0;
  }
  while (!bytes.empty()) {
    result.logits.push_back(take_logit(bytes));
    if (is_guided) result.state.unconditional.push_back(take_logit(bytes));
  }
  return result;
}

void require_candidates(const Candidates& candidates) {
  require(!candidates.ids.empty(), "a token is left");
  require(candidates.ids.size() == candidates.logits.size(), "each token left has a logit");
  require(std::is_sorted(candidates.ids.begin(), candidates.ids.end(), std::less_equal<>()),
          "tokens are in input order, each once");
  require(std::all_of(candidates.logits.begin(), candidates.logits.end(),
                      [](double logit) { return std::isfinite(logit); }),
          "the logit of a token left is finite");
  require(candidates.temperature > 0 && std::isfinite(candidates.temperature),
          "the temperature owed is a divisor");
}

void require_distribution(const Distribution& distribution, const Candidates& kept) {
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

/// Runs the chain in both ways. Nothing where there is an error: NaN, infinity, an overflow, or every token
/// banned.
std::optional<Candidates> run(const Case& asked) {
  std::optional<Candidates> stepwise, at_once;
  std::string error_stepwise, error_at_once;
  const auto error_of = [](const Error& error) {
    const bool is_of_temperatures = std::string_view(error.what()).starts_with("the temperatures multiplied");
    require(is_of_temperatures || error.failure == Failure::input || error.failure == Failure::no_answer,
            "a chain fails for its input or its temperatures, or has no answer");
    return std::to_string(static_cast<int>(error.failure)) + error.what();
  };
  try {
    Candidates candidates = Candidates::from(asked.logits);
    logits::run_chain(
        asked.chain, candidates, asked.state,
        [](std::size_t, const Candidates& before, const Candidates& after) {
          require_candidates(after);
          require(std::includes(before.ids.begin(), before.ids.end(), after.ids.begin(), after.ids.end()),
                  "a part adds no token");
        });
    stepwise = std::move(candidates);
  } catch (const Error& error) {
    error_stepwise = error_of(error);
  }
  try {
    at_once = logits::candidates_after(asked.chain, asked.logits, asked.state);
  } catch (const Error& error) {
    error_at_once = error_of(error);
  }
  require(error_stepwise == error_at_once, "a chain fails in the same way, seen or not");
  require(stepwise == at_once, "a chain leaves the same, seen or not");
  return at_once;
}

/// What the plain steps alone would leave is true whatever follows them.
void require_cuts(const Case& asked, const Candidates& kept, const Distribution& distribution) {
  const auto t = logits::step_of<logits::Temperature>(asked.chain).t;
  const auto k = logits::step_of<logits::TopK>(asked.chain).k;
  const auto p = logits::step_of<logits::TopP>(asked.chain).p;
  const auto m = logits::step_of<logits::MinP>(asked.chain).m;
  if (k > 0) require(kept.ids.size() <= k, "top-k keeps at most k");
  if (p == 0) require(kept.ids.size() == 1, "top-p 0 keeps one token");
  if (t == 0) require(kept.ids.size() == 1, "temperature 0 keeps one token");
  if (!asked.is_plain) return;
  const auto [least, most] = std::minmax_element(distribution.p.begin(), distribution.p.end());
  require(*least >= m * *most * (1 - 1e-12), "min-p keeps nothing that is less likely");
}

void require_drawn(const Case& asked, const Distribution& distribution, TokenId drawn) {
  const auto found = std::lower_bound(distribution.ids.begin(), distribution.ids.end(), drawn);
  require(found != distribution.ids.end() && *found == drawn, "a draw is one of the tokens kept");
  require(distribution.p[static_cast<std::size_t>(found - distribution.ids.begin())] > 0,
          "a token of probability zero is never drawn");
  require(asked.logits[drawn] > minus_infinity, "a banned token is never drawn");
  for (const Step& step : asked.chain.steps) {
    const auto* const bias = std::get_if<Bias>(&step);
    if (bias == nullptr) continue;
    for (const auto& term : bias->terms)
      require(term.id != drawn || term.bias > minus_infinity, "a token that a bias bans is never drawn");
  }
}

/// False where the picker cannot go on.
bool go_on(Case& asked, TokenId drawn) {
  const Candidates before = logits::candidates_after({.steps = asked.chain.steps}, asked.logits, asked.state);
  try {
    logits::advance(asked.state, asked.chain, before, drawn);
  } catch (const Error& error) {
    require(error.failure == Failure::usage,
            "only a parameter that is too large keeps a picker from learning");
    return false;
  }
  require(!asked.state.mu || std::isfinite(*asked.state.mu), "mu stays finite");
  const auto& average = asked.state.average;
  require(!average || (std::isfinite(average->sum) && average->sum >= 0),
          "the sum of what is drawn is finite");
  require(!average || (std::isfinite(average->weight) && average->weight >= 1), "its weight is finite");
  require(asked.state.history.back() == drawn, "what was drawn is history");
  return true;
}

void require_text(Chain chain) {
  std::erase_if(chain.steps, [](const Step& step) { return is_off(step); });
  if (is_off(chain, chain.steps.size())) chain.picker = logits::Draw{};
  const std::string text = logits::to_text(chain);
  require(logits::parse_chain(text) == chain, "a chain reads back from its text: " + text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::optional<Case> asked = take_case(Dice({data, size}));
  if (!asked) return 0;
  require_text(asked->chain);
  for (const double u : {0.0, 0x1p-53, 0.5, 1 - 0x1p-53}) {
    const std::optional<Candidates> kept = run(*asked);
    if (!kept) return 0;
    require_candidates(*kept);
    const Distribution distribution = logits::softmax(*kept);
    require_distribution(distribution, *kept);
    require_cuts(*asked, *kept, distribution);
    const logits::Sampler sampler(distribution, 4);
    for (const double number : {0.0, 0x1p-53, 0.5, 1 - 0x1p-53})
      require_drawn(*asked, distribution, sampler.draw(number));
    if (!go_on(*asked, sampler.draw(u))) return 0;
    ++asked->state.random.row;
  }
  return 0;
}
