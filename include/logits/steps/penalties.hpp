// Steps that look back at the tokens so far.
#pragma once

#include "logits/candidates.hpp"
#include "logits/parameter.hpp"
#include "logits/state.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace logits {

/// Repetition penalty: of each token in the window z < 0 ? z r : z / r. Frequency and presence penalty:
/// z - (count f + q), if count is not 0. Tokens that are no candidates are ignored. A logit that overflows
/// throws `Failure::input`.
struct Penalties {
  static constexpr std::string_view name = "penalties";
  static constexpr std::string_view does = "lower the logits of tokens that are there already";
  static constexpr std::string_view source =
      "repetition: Keskar et al. 2019, arXiv:1909.05858; frequency and presence: OpenAI";

  enum class Order { repetition_first, additive_first };
  enum class Scope { all, output };       ///< of prompt and history, or of the history alone
  enum class Frequency { count, share };  ///< how often a token is there, or that divided by the length

  double repetition = 1;
  double frequency = 0;
  double presence = 0;
  std::uint64_t window = 0;  ///< the last so many tokens of the scope; 0: all
  Order order = Order::repetition_first;
  Scope repetition_scope = Scope::all;
  Scope additive_scope = Scope::output;
  Frequency frequency_unit = Frequency::count;

  bool is_off() const { return repetition == 1 && frequency == 0 && presence == 0; }
  void apply(Candidates&, const State&) const;
  static void fields(auto field) {
    field(Parameter{.name = "repetition-penalty",
                    .range = Range::positive,
                    .value = "R",
                    .help = "divide logits of seen tokens by R, multiply if < 0; 1: off"},
          &Penalties::repetition);
    field(Parameter{.name = "frequency-penalty",
                    .range = Range::any,
                    .value = "F",
                    .help = "take F off for each time a token was generated"},
          &Penalties::frequency);
    field(Parameter{.name = "presence-penalty",
                    .range = Range::any,
                    .value = "Q",
                    .help = "take Q off if a token was generated"},
          &Penalties::presence);
    field(Parameter{.name = "penalty-window",
                    .range = Range::count,
                    .value = "N",
                    .help = "look at the last N tokens; 0: at all",
                    .needs = "repetition-penalty|frequency-penalty|presence-penalty"},
          &Penalties::window);
    field(Parameter{.name = "penalty-order",
                    .range = Range::word,
                    .value = "WHICH",
                    .help = "repetition-first or additive-first",
                    .words = "repetition-first|additive-first",
                    .needs = "repetition-penalty|frequency-penalty|presence-penalty"},
          &Penalties::order);
    field(Parameter{.name = "repetition-scope",
                    .range = Range::word,
                    .value = "WHERE",
                    .help = "all (prompt and history) or output (history)",
                    .words = "all|output",
                    .needs = "repetition-penalty"},
          &Penalties::repetition_scope);
    field(Parameter{.name = "additive-scope",
                    .range = Range::word,
                    .value = "WHERE",
                    .help = "of frequency and presence: output or all",
                    .words = "all|output",
                    .needs = "frequency-penalty|presence-penalty"},
          &Penalties::additive_scope);
    field(Parameter{.name = "frequency-unit",
                    .range = Range::word,
                    .value = "UNIT",
                    .help = "count, or share (count / length)",
                    .words = "count|share",
                    .needs = "frequency-penalty"},
          &Penalties::frequency_unit);
  }
  bool operator==(const Penalties&) const = default;
};

/// Bans every token that would complete an n-gram which is already in prompt and history. 0 is off; 1 bans
/// every token that is there. Throws `Failure::no_answer` if no token is left.
struct NoRepeatNgram {
  static constexpr std::string_view name = "no-repeat-ngram";
  static constexpr std::string_view does = "ban what would repeat an n-gram of prompt and history";
  static constexpr std::string_view source = "Paulus et al. 2017, arXiv:1705.04304; fairseq, transformers";

  std::uint64_t n = 0;

  bool is_off() const { return n == 0; }
  void apply(Candidates&, const State&) const;
  static void fields(auto field) {
    field(Parameter{.name = "no-repeat-ngram",
                    .range = Range::count,
                    .value = "N",
                    .help = "ban tokens that would repeat N tokens; 0: off"},
          &NoRepeatNgram::n);
  }
  bool operator==(const NoRepeatNgram&) const = default;
};

/// DRY, "don't repeat yourself": of a token t that followed an earlier occurrence of the longest suffix, L
/// tokens long, of prompt and history: if L >= allowed length, z - multiplier base^(L - allowed length).
/// Occurrences may overlap; of several the longest counts. A match does not reach beyond a breaker, and a
/// breaker is not lowered. A penalty that overflows is a ban. Throws `Failure::no_answer` if no token is
/// left.
struct Dry {
  static constexpr std::string_view name = "dry";
  static constexpr std::string_view does =
      "lower what would go on with a repetition, the more the longer it is";
  static constexpr std::string_view source = "p-e-w 2024, text-generation-webui pull request 5677";

  double multiplier = 0;
  double base = 1.75;
  std::uint64_t allowed_length = 2;
  std::uint64_t window = 0;            ///< the last so many tokens of prompt and history; 0: all
  std::vector<TokenId> breakers = {};  ///< ascending

  bool is_off() const { return multiplier == 0; }
  void apply(Candidates&, const State&) const;
  static void fields(auto field) {
    field(Parameter{.name = "dry-multiplier",
                    .range = Range::not_negative,
                    .value = "M",
                    .help = "penalty M B^(length - A) on repetitions; 0: off"},
          &Dry::multiplier);
    field(Parameter{.name = "dry-base",
                    .range = Range::not_negative,
                    .value = "B",
                    .help = "its base (1.75)",
                    .needs = "dry-multiplier"},
          &Dry::base);
    field(Parameter{.name = "dry-allowed-length",
                    .range = Range::count,
                    .value = "A",
                    .help = "repetitions shorter than A are free (2)",
                    .needs = "dry-multiplier"},
          &Dry::allowed_length);
    field(Parameter{.name = "dry-window",
                    .range = Range::count,
                    .value = "N",
                    .help = "look at the last N tokens; 0: at all",
                    .needs = "dry-multiplier"},
          &Dry::window);
    field(Parameter{.name = "dry-breakers",
                    .range = Range::tokens,
                    .hint = "ids, ascending: 13,198",
                    .needs = "dry-multiplier"},
          &Dry::breakers);
  }
  bool operator==(const Dry&) const = default;
};

}  // namespace logits
