#pragma once

namespace logits {

/// A sum of numbers from 0 to 1 that does not depend on their order: each counts as a multiple of 2^-60, and
/// none of their sums is rounded, up to 2^23 of them. Kept as multiples of 2^-30 and what is left.
struct Mass {
  double high = 0, low = 0;

  static Mass of(double weight) {
    constexpr double to_30 = 0x1.8p22, to_60 = 0x1.8p-8;  // adding one and taking it away rounds
    const double high = (weight + to_30) - to_30;
    return {high, ((weight - high) + to_60) - to_60};
  }
  Mass operator+(const Mass& other) const { return {high + other.high, low + other.low}; }
  double rounded() const { return high + low; }
};

}  // namespace logits
