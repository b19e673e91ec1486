#pragma once

#include <string>
#include <vector>

namespace logits::io {

/// A place on an axis that has a number.
struct Tick {
  double value;
  std::string label;  ///< the shortest decimal
};

/// An axis: the numbers from `first` to `last` over the places from `start` to `end`.
struct Scale {
  double first = 0, last = 1;
  double start = 0, end = 1;
  bool logarithmic = false;
  std::vector<Tick> ticks{};

  /// Where x is. Beyond the ends it is the end; if the axis has but one number, the middle.
  double at(double x) const;
};

/// An axis for probabilities: from 0 to 1, 2 or 5 times a power of ten, or a small multiple of it, that is no
/// less than the largest. To 1 if that is 0.
Scale probability_scale(double largest, double start, double end);

/// An axis over all of x, with ticks of a 1-2-5 step; whole numbers get whole ticks. Logarithmic only if all
/// x are above zero: then with 1, 2 and 5 times each power of ten. Fewer ticks where their labels would
/// crowd, at 12 pixels.
Scale scale_over(const std::vector<double>& x, bool logarithmic, double start, double end);

/// Places as near as can be (by least squares) to those wanted, which ascend, but at least `gap` apart and
/// within first and last; beyond last if there is no room.
std::vector<double> spread_apart(const std::vector<double>& wanted, double gap, double first, double last);

}  // namespace logits::io
