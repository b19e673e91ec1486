#pragma once

#include "logits/candidates.hpp"
#include "logits/engines.hpp"
#include "src/cli/solve_options.hpp"
#include "src/io/result.hpp"

#include <cstddef>
#include <cstdint>

namespace logits::cli {

/// The cut that is sought, as a dial: turned up from `first` to `last` it keeps ever more tokens. Its
/// positions are all the values of the step, one by one: each k, or each double from 0 to 1.
class CutDial {
 public:
  /// Throws `Failure::usage` where the chain has not just one such step, or its rule takes other tokens than
  /// the likeliest; `Failure::no_answer` where tokens are in play that the row does not list.
  /// Begins behind the strictest value where the engine takes that for something else.
  CutDial(const io::Result&, SolveOptions::Unknown, const Engine*);

  std::uint64_t first() const { return first_; }
  std::uint64_t last() const;
  double value(std::uint64_t position) const;

  /// The candidates that the step sees.
  const Candidates& seen() const { return seen_; }
  std::size_t part() const { return part_; }
  const Chain& chain() const { return chain_; }

  /// How many of them the step keeps.
  std::size_t kept(std::uint64_t position) const;

  /// What the step and those behind it leave.
  Candidates left(std::uint64_t position) const;

  /// The first position in [from, last] for which `holds`, which holds from there on; `last` where none does.
  std::uint64_t first_where(std::uint64_t from, auto holds) const {
    std::uint64_t low = from, high = last();
    while (low < high) {
      const std::uint64_t middle = low + (high - low) / 2;
      if (holds(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

 private:
  Candidates after_step(std::uint64_t position) const;

  SolveOptions::Unknown unknown_;
  Chain chain_;
  State state_;
  std::size_t part_ = 0;
  std::uint64_t first_ = 0;
  Candidates seen_;
};

/// The decimal with the fewest digits from `least` to `most`, which are not negative; of those the one
/// nearest the middle.
double fewest_digits(double least, double most);

}  // namespace logits::cli
