// Steps that keep the likeliest tokens, by rank or by their share of the leader's probability.
#pragma once

#include "logits/candidates.hpp"
#include "logits/parameter.hpp"
#include "logits/state.hpp"

#include <cstdint>
#include <string_view>

namespace logits {

/// Keeps the k largest logits: exactly k, the earlier token first on a tie, or also all that are tied with
/// the last of them. 0 keeps all.
struct TopK {
  static constexpr std::string_view name = "top-k";
  static constexpr std::string_view does = "keep the k largest";
  static constexpr std::string_view source = "Fan et al. 2018, arXiv:1805.04833";

  enum class Ties { first, all };

  std::uint64_t k = 0;
  Ties ties = Ties::first;

  bool is_off() const { return k == 0; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "top-k",
                    .letter = 'k',
                    .range = Range::count,
                    .value = "K",
                    .help = "keep the K largest logits; 0 keeps all"},
          &TopK::k);
    field(Parameter{.name = "top-k-ties",
                    .range = Range::word,
                    .value = "WHICH",
                    .help = "of those tied with the last: first or all",
                    .words = "first|all",
                    .needs = "top-k"},
          &TopK::ties);
  }
  bool operator==(const TopK&) const = default;
};

/// Keeps the fewest most likely tokens that reach probability p together (nucleus sampling): from the largest
/// logit down, the earlier token first on a tie. The probabilities are those at the temperature so far. At
/// least one stays; 1 keeps all.
struct TopP {
  static constexpr std::string_view name = "top-p";
  static constexpr std::string_view does = "keep the fewest tokens that reach p together";
  static constexpr std::string_view source = "Holtzman et al. 2020, arXiv:1904.09751";

  enum class Rule {
    reach,  ///< up to and with the one whose sum is p or more
    pass,   ///< up to and with the one whose sum is more than p
    fit,    ///< the leader, and going down each one that leaves the sum of those kept at p or less
  };

  double p = 1;
  Rule rule = Rule::reach;

  bool is_off() const { return p == 1; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "top-p",
                    .letter = 'p',
                    .range = Range::fraction,
                    .value = "P",
                    .help = "keep the fewest that reach P together; 1 keeps all",
                    .hint = "0 keeps the likeliest token alone, 1 keeps all"},
          &TopP::p);
    field(Parameter{.name = "top-p-rule",
                    .range = Range::word,
                    .value = "RULE",
                    .help = "reach P, pass it, or fit into it (reach)",
                    .words = "reach|pass|fit",
                    .needs = "top-p"},
          &TopP::rule);
  }
  bool operator==(const TopP&) const = default;
};

/// Keeps the tokens that are at least m times as likely as the likeliest (or more than that), at the
/// temperature so far: z / T >= max / T + ln m. The largest always stay; 0 keeps all.
struct MinP {
  static constexpr std::string_view name = "min-p";
  static constexpr std::string_view does = "keep what has at least m of the leader's p";
  static constexpr std::string_view source = "Nguyen et al. 2024, arXiv:2407.01082";

  enum class Rule { at_least, above };

  double m = 0;
  Rule rule = Rule::at_least;

  bool is_off() const { return m == 0; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "min-p",
                    .range = Range::fraction,
                    .value = "M",
                    .help = "keep tokens with p >= M times the largest; 0: all",
                    .hint = "0 keeps all, 1 keeps the likeliest token and its equals"},
          &MinP::m);
    field(Parameter{.name = "min-p-rule",
                    .range = Range::word,
                    .value = "RULE",
                    .help = "at-least, or above: p > M times the largest",
                    .words = "at-least|above",
                    .needs = "min-p"},
          &MinP::rule);
  }
  bool operator==(const MinP&) const = default;
};

/// Keeps the logits from the largest down to s standard deviations (of the population) below it, at any
/// temperature. 0 keeps all.
struct TopNSigma {
  static constexpr std::string_view name = "top-n-sigma";
  static constexpr std::string_view does = "keep the logits within s standard deviations of the largest";
  static constexpr std::string_view source = "Tang et al. 2024, arXiv:2411.07641";

  double s = 0;

  bool is_off() const { return s == 0; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "top-n-sigma",
                    .range = Range::not_negative,
                    .value = "S",
                    .help = "keep logits within S deviations of the largest; 0: all"},
          &TopNSigma::s);
  }
  bool operator==(const TopNSigma&) const = default;
};

/// Keeps the tokens with p >= a times the square of the likeliest's p. The largest always stay; 0 keeps all.
struct TopA {
  static constexpr std::string_view name = "top-a";
  static constexpr std::string_view does = "keep what has at least a times the square of the leader's p";
  static constexpr std::string_view source = "BlinkDL 2022, RWKV-LM";

  double a = 0;

  bool is_off() const { return a == 0; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "top-a",
                    .range = Range::not_negative,
                    .value = "A",
                    .help = "keep p >= A times the largest p squared; 0: all"},
          &TopA::a);
  }
  bool operator==(const TopA&) const = default;
};

/// Tail-free sampling: with p descending and ranks from 0, d_i = |p_i - 2 p_{i+1} + p_{i+2}|, normalised,
/// keeps ranks 0 to i for the first i at which the sum of the d up to it exceeds z. All are kept where there
/// is no such i, where there are fewer than three, and where all d are 0.
struct TailFree {
  static constexpr std::string_view name = "tfs";
  static constexpr std::string_view does = "cut the tail, where the curve of p is flat";
  static constexpr std::string_view source = "Phénix, Egan 2019, trentbrick.github.io";

  double z = 1;

  bool is_off() const { return z == 1; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "tfs",
                    .range = Range::fraction,
                    .value = "Z",
                    .help = "tail-free: keep Z of the curvature of p; 1: all"},
          &TailFree::z);
  }
  bool operator==(const TailFree&) const = default;
};

/// XTC, "exclude top choices": with a probability, drops of the tokens with p >= threshold all but the least
/// likely, if there are two or more. The coin is the state's random number 0 of the stream `coin`.
struct Xtc {
  static constexpr std::string_view name = "xtc";
  static constexpr std::string_view does = "toss a coin, and drop the top choices but the last";
  static constexpr std::string_view source = "p-e-w 2024, text-generation-webui pull request 6335";

  double probability = 0;
  double threshold = 0.1;

  bool is_off() const { return probability == 0; }
  bool strikes(const State& state) const { return state.random(Stream::coin, 0) < probability; }
  void apply(Candidates&, const State&) const;
  static void fields(auto field) {
    field(Parameter{.name = "xtc-probability",
                    .range = Range::fraction,
                    .value = "Q",
                    .help = "with probability Q drop the top choices but one; 0: off"},
          &Xtc::probability);
    field(Parameter{.name = "xtc-threshold",
                    .range = Range::fraction,
                    .value = "P",
                    .help = "a top choice has at least P (0.1)",
                    .needs = "xtc-probability"},
          &Xtc::threshold);
  }
  bool operator==(const Xtc&) const = default;
};

}  // namespace logits
