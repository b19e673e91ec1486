// Steps that change logits.
#pragma once

#include "logits/candidates.hpp"
#include "logits/parameter.hpp"
#include "logits/state.hpp"

#include <string_view>
#include <vector>

namespace logits {

/// Classifier-free guidance: s (c - u) + u, where c are the log-probs of the candidates, at the temperature
/// owed, and u those of the state's `unconditional` logits. A token that one of the two bans is banned, and
/// counts in neither. Without unconditional logits, and at scale 1, it does nothing. Throws
/// `Failure::no_answer` if no token is left, `Failure::input` for a token without an unconditional logit, one
/// that is NaN or plus infinity, and a result that overflows.
struct Guidance {
  static constexpr std::string_view name = "cfg";
  static constexpr std::string_view does = "move away from the logits without the prompt: s (c - u) + u";
  static constexpr std::string_view source = "Sanchez et al. 2023, arXiv:2306.17806";

  double scale = 1;

  bool is_off() const { return scale == 1; }
  void apply(Candidates&, const State&) const;
  static void fields(auto field) {
    field(Parameter{.name = "cfg-scale",
                    .range = Range::any,
                    .value = "S",
                    .help = "how far to move away from --cfg-logits; 1: not at all"},
          &Guidance::scale);
  }
  bool operator==(const Guidance&) const = default;
};

/// Adds to single logits; minus infinity bans a token. Bans that leave no token throw `Failure::no_answer`;
/// a sum that overflows throws `Failure::input`.
struct Bias {
  struct Term {
    TokenId id;
    double bias;
    bool operator==(const Term&) const = default;
  };
  static constexpr std::string_view name = "bias";
  static constexpr std::string_view does = "add to single logits; -inf bans";
  static constexpr std::string_view source = "OpenAI's logit_bias";

  std::vector<Term> terms;  ///< ascending ids, each at most once

  bool is_off() const { return terms.empty(); }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(
        Parameter{
            .name = "bias", .range = Range::tokens, .hint = "ids with their bias, ascending: 3:1.5,7:-inf"},
        &Bias::terms);
  }
  bool operator==(const Bias&) const = default;
};

/// Divides every logit by T. T = 0 is greedy: only the largest stays, the first of equals.
///
/// With a range r it is dynamic: the divisor is lo + (hi - lo) (H / ln n)^e, where lo = max(0, T - r),
/// hi = T + r, H is the entropy of the n candidates before this division, and e the exponent (0^0 is 1). A
/// single candidate is left as it is.
struct Temperature {
  static constexpr std::string_view name = "temperature";
  static constexpr std::string_view does = "divide every logit by T";
  static constexpr std::string_view source =
      "Ackley, Hinton, Sejnowski 1985; dynamic: KoboldCpp and llama.cpp (dynatemp)";

  double t = 1;
  double range = 0;
  double exponent = 1;

  bool is_off() const { return t == 1 && range == 0; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "temperature",
                    .letter = 't',
                    .range = Range::not_negative,
                    .value = "T",
                    .help = "divide the logits by T; 0 is greedy",
                    .hint = "a negative temperature would make the least likely token the most likely; "
                            "T = 0 means greedy"},
          &Temperature::t);
    field(Parameter{.name = "dynatemp-range",
                    .range = Range::not_negative,
                    .value = "R",
                    .help = "T from T - R to T + R, by the entropy; 0: fixed"},
          &Temperature::range);
    field(Parameter{.name = "dynatemp-exponent",
                    .range = Range::not_negative,
                    .value = "E",
                    .help = "how T follows the entropy (1)",
                    .needs = "dynatemp-range"},
          &Temperature::exponent);
  }
  bool operator==(const Temperature&) const = default;
};

/// Quadratic and cubic smoothing: z' = M - k f d^2 + s f d^3 with d = z - M, M the largest logit,
/// k = (3 - c) / 2, s = (c - 1) / 2. Each z' is rounded once; one that overflows throws `Failure::input`.
/// Factor 0 is off.
struct Smoothing {
  static constexpr std::string_view name = "smoothing";
  static constexpr std::string_view does = "bend the logits: M - k f d^2 + s f d^3 for d = z - M";
  static constexpr std::string_view source = "kalomaze 2024, text-generation-webui and KoboldCpp";

  double factor = 0;
  double curve = 1;

  bool is_off() const { return factor == 0; }
  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "smoothing",
                    .range = Range::not_negative,
                    .value = "F",
                    .help = "bend the logits by a factor F; 0: not at all"},
          &Smoothing::factor);
    field(Parameter{.name = "smoothing-curve",
                    .range = Range::any,
                    .value = "C",
                    .help = "the part of the cubic term (1: none)",
                    .needs = "smoothing"},
          &Smoothing::curve);
  }
  bool operator==(const Smoothing&) const = default;
};

}  // namespace logits
