#pragma once

#include "logits/candidates.hpp"

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

namespace logits {

/// Which values a parameter may take.
enum class Range { not_negative, fraction, count };

/// A parameter of a step, as everybody sees it: `--top-k`, `-k`, "top_k". Listed once, in its step's
/// `fields`; option parsing, help, JSON and validation follow from it.
struct Parameter {
  std::string_view name;  ///< as the long option is spelled
  char letter;            ///< the short option, or 0
  Range range;
  std::string_view value;  ///< what stands for the value in the help
  std::string_view help;
  std::string_view hint = {};  ///< what to tell somebody whose value is out of range
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

  std::vector<Term> terms;  ///< ascending ids, each at most once

  void apply(Candidates&) const;
  static void fields(auto) {}  // tokens are named by the input, so bias has options of its own
  bool operator==(const Bias&) const = default;
};

/// Divides every logit by T. T = 0 is greedy: only the largest stays, the first of equals.
struct Temperature {
  static constexpr std::string_view name = "temperature";

  double t = 1;  ///< zero or more, finite

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
  }
  bool operator==(const Temperature&) const = default;
};

/// Keeps exactly the k largest logits, the earlier token first on a tie. 0 keeps all.
struct TopK {
  static constexpr std::string_view name = "top-k";

  std::uint64_t k = 0;

  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "top-k",
                    .letter = 'k',
                    .range = Range::count,
                    .value = "K",
                    .help = "keep the K largest logits; 0 keeps all"},
          &TopK::k);
  }
  bool operator==(const TopK&) const = default;
};

/// Keeps the fewest most likely tokens that reach probability p together (nucleus sampling; Holtzman et al.
/// 2020): from the largest logit down, the earlier token first on a tie, up to and with the one that crosses
/// p. The probabilities are those at the temperature so far. At least one stays; 1 keeps all.
struct TopP {
  static constexpr std::string_view name = "top-p";

  double p = 1;  ///< 0 to 1

  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "top-p",
                    .letter = 'p',
                    .range = Range::fraction,
                    .value = "P",
                    .help = "keep the fewest that reach P together; 1 keeps all",
                    .hint = "0 keeps the likeliest token alone, 1 keeps all"},
          &TopP::p);
  }
  bool operator==(const TopP&) const = default;
};

/// Keeps the tokens that are at least m times as likely as the likeliest (Nguyen et al. 2024), at the
/// temperature so far: z / T >= max / T + ln m. All that are tied with the largest stay; 0 keeps all.
struct MinP {
  static constexpr std::string_view name = "min-p";

  double m = 0;  ///< 0 to 1

  void apply(Candidates&) const;
  static void fields(auto field) {
    field(Parameter{.name = "min-p",
                    .letter = 0,
                    .range = Range::fraction,
                    .value = "M",
                    .help = "keep tokens with p >= M times the largest; 0: all",
                    .hint = "0 keeps all, 1 keeps the likeliest token and its equals"},
          &MinP::m);
  }
  bool operator==(const MinP&) const = default;
};

/// A step is plain data. The order here is the default order.
using Step = std::variant<Bias, Temperature, TopK, TopP, MinP>;

}  // namespace logits
