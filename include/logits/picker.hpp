#pragma once

#include "logits/candidates.hpp"
#include "logits/parameter.hpp"
#include "logits/state.hpp"

#include <string_view>
#include <variant>

namespace logits {

// How a token is chosen from what the steps left. A picker changes the candidates as a step does, and then
// learns from the token that was drawn. It comes last, and there is one: so it is no step.

/// Draws by the probabilities, as they are.
struct Draw {
  static constexpr std::string_view name = "draw";
  static constexpr std::string_view does = "draw by the probabilities";
  static constexpr std::string_view source{};

  bool is_off() const { return true; }
  void apply(Candidates&, const State&) const {}
  void learn(State&, const Candidates&, TokenId) const {}
  static void fields(auto) {}
  bool operator==(const Draw&) const = default;
};

/// Mirostat keeps the surprise of what is drawn, -log2 p, near tau by feedback: mu, 2 tau at first, becomes
/// mu - eta (surprise - tau) after each draw, where p is that of the distribution drawn from. A token that is
/// not in it, since it was named and not drawn, changes nothing. `learn` throws `Failure::usage` where mu
/// overflows.
///
/// Version 2 drops the tokens whose surprise is above mu, but the likeliest. Version 1 makes mu a top-k by
/// way of Zipf's law: with p descending, t_i = ln((i + 2) / (i + 1)), b_i = ln(p_i / p_{i+1}) for
/// i < min(100, n) - 1, s = sum(t b) / sum(t^2), k = max(1, floor(((s - 1) 2^mu / (1 - V^(1 - s)))^(1/s))),
/// where V is the state's vocabulary.
struct Mirostat {
  static constexpr std::string_view name = "mirostat";
  static constexpr std::string_view does = "keep the surprise of what is drawn near tau";
  static constexpr std::string_view source = "Basu et al. 2021, arXiv:2007.14966";

  enum class Version { off, one, two };

  Version version = Version::off;
  double tau = 5;    ///< in bits
  double eta = 0.1;  ///< the learning rate

  bool is_off() const { return version == Version::off; }
  void apply(Candidates&, const State&) const;
  void learn(State&, const Candidates& before, TokenId drawn) const;
  static void fields(auto field) {
    field(Parameter{.name = "mirostat",
                    .range = Range::word,
                    .value = "VERSION",
                    .help = "keep the surprise near tau: 1 or 2; 0: off",
                    .words = "0|1|2"},
          &Mirostat::version);
    field(Parameter{.name = "mirostat-tau",
                    .range = Range::positive,
                    .value = "TAU",
                    .help = "the surprise to keep, in bits (5)",
                    .needs = "mirostat"},
          &Mirostat::tau);
    field(Parameter{.name = "mirostat-eta",
                    .range = Range::not_negative,
                    .value = "ETA",
                    .help = "how fast it learns (0.1)",
                    .needs = "mirostat"},
          &Mirostat::eta);
  }
  bool operator==(const Mirostat&) const = default;
};

/// Adaptive-p draws tokens whose probability is near a target on average: with a = clamp(2 target - S / W, 0,
/// 1), d = |p - a| / 0.3, the logits become 5 - 10 d^2 / (1 + d). After a draw S = p + decay S and
/// W = 1 + decay W, p being that before the change; at first S = target / (1 - decay), W = 1 / (1 - decay).
struct AdaptiveP {
  static constexpr std::string_view name = "adaptive-p";
  static constexpr std::string_view does = "draw tokens whose p is near a target on average";
  static constexpr std::string_view source = "MrJackSpade 2025, llama.cpp";

  double target = 0;  ///< above 0; 0 is off
  double decay = 0.9;

  bool is_off() const { return target == 0; }
  void apply(Candidates&, const State&) const;
  void learn(State&, const Candidates& before, TokenId drawn) const;
  static void fields(auto field) {
    field(Parameter{.name = "adaptive-target",
                    .range = Range::fraction,
                    .value = "P",
                    .help = "adaptive-p: the p to draw on average; 0: off"},
          &AdaptiveP::target);
    field(Parameter{.name = "adaptive-decay",
                    .range = Range::below_one,
                    .value = "D",
                    .help = "how long it remembers (0.9)",
                    .needs = "adaptive-target"},
          &AdaptiveP::decay);
  }
  bool operator==(const AdaptiveP&) const = default;
};

using Picker = std::variant<Draw, Mirostat, AdaptiveP>;

}  // namespace logits
