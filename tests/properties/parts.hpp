// Steps and pickers of any kind with random parameters. The dice are rows::Dice, the same in every run, or
// any other with `below(n)`; for a type of its own dice may have a `set` of their own.
#pragma once

#include "logits/chain.hpp"

#include <algorithm>
#include <cfloat>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <variant>
#include <vector>

namespace parts {

// A random value that a parameter may take.

inline void set(double& value, const logits::Parameter& parameter, auto& dice) {
  constexpr double any[] = {0,  1,    0.1,    0.3,     0.5,  0.75, 1.5, 2.5,     5,
                            40, 1e-7, 5e-324, DBL_MAX, 1e22, -0.5, -3,  -DBL_MAX};
  constexpr std::size_t negative = 3;
  constexpr double fractions[] = {0, 1, 0.5, 0.1, 0.3, 0.9, 0.01, 5e-324, 1 - 0x1p-53, 1e-7};
  switch (parameter.range) {
    case logits::Range::fraction:
      value = fractions[dice.below(std::size(fractions))];
      break;
    case logits::Range::below_one:
      value = fractions[2 + dice.below(std::size(fractions) - 2)];
      break;
    case logits::Range::any:
      value = any[dice.below(std::size(any))];
      break;
    default:
      value = any[1 + dice.below(std::size(any) - 1 - negative)];
  }
}

inline void set(std::uint64_t& value, const logits::Parameter&, auto& dice) {
  constexpr std::uint64_t counts[] = {0, 1, 2, 3, 7, 40, ~std::uint64_t{0}};
  value = counts[dice.below(std::size(counts))];
}

inline void set(bool& value, const logits::Parameter&, auto& dice) {
  value = dice.below(2) == 0;
}

inline void set(std::vector<logits::TokenId>& ids, const logits::Parameter&, auto& dice) {
  ids.clear();
  for (std::size_t i = dice.below(4); i > 0; --i)
    ids.push_back((ids.empty() ? 0 : ids.back() + 1) +
                  static_cast<logits::TokenId>(dice.below(dice.below(2) == 0 ? 8 : 1'000'000'000)));
}

inline void set(std::vector<logits::Bias::Term>& terms, const logits::Parameter& parameter, auto& dice) {
  std::vector<logits::TokenId> ids;
  set(ids, parameter, dice);
  terms.clear();
  for (const logits::TokenId id : ids) {
    logits::Bias::Term term{.id = id, .bias = -std::numeric_limits<double>::infinity()};
    if (dice.below(3) > 0) set(term.bias, logits::Parameter{.name = "", .range = logits::Range::any}, dice);
    terms.push_back(term);
  }
}

template <typename Word>
requires std::is_enum_v<Word>
void set(Word& value, const logits::Parameter& parameter, auto& dice) {
  const auto words = std::count(parameter.words.begin(), parameter.words.end(), '|') + 1;
  value = static_cast<Word>(dice.below(static_cast<std::size_t>(words)));
}

/// Some parameters as they are by default, some not.
template <typename Part>
Part random(auto& dice) {
  Part part;
  Part::fields([&](const logits::Parameter& parameter, auto member) {
    if (dice.below(2) == 0) set(part.*member, parameter, dice);
  });
  return part;
}

/// A step or a picker of this kind.
template <typename Variant, std::size_t Kind = 0>
Variant random_of(std::size_t kind, auto& dice) {
  if constexpr (Kind + 1 < std::variant_size_v<Variant>) {
    if (kind != Kind) return random_of<Variant, Kind + 1>(kind, dice);
  }
  return random<std::variant_alternative_t<Kind, Variant>>(dice);
}

}  // namespace parts
