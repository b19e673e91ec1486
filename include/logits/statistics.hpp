#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace logits {

/// How many equally likely tokens have an entropy, or a mean surprise, of so many nats: e^nats. Infinity
/// where a double cannot hold it. The same bits on every machine.
double perplexity(double nats);

/// One measure of many rows. Keeps every value, 8 bytes each, because percentiles are exact. A value may be
/// infinite, but is never NaN.
class Statistics {
 public:
  void add(double value);

  std::size_t count() const { return values_.size(); }
  std::size_t infinite() const { return infinite_; }  ///< how many of them are infinite
  bool empty() const { return values_.empty(); }

  /// The mean as it is defined: infinite if a value is. Nothing if there is no value, or if some are infinite
  /// and some minus infinite.
  std::optional<double> mean() const;

  /// The mean of the finite values. Nothing if there is none.
  std::optional<double> finite_mean() const;

  /// The standard error of the mean: the sample's standard deviation (n - 1) over the root of n. Nothing for
  /// fewer than two values, and where one is infinite.
  std::optional<double> standard_error() const;

  /// The root of the mean of the squares: infinite if a value is.
  double root_mean_square() const;

  /// The values below which these fractions of them lie, in [0, 1], interpolated linearly between the two
  /// nearest as numpy does it (type 7 of Hyndman and Fan 1996); next to an infinite value the nearer of the
  /// two. There must be a value.
  std::vector<double> percentiles(const std::vector<double>& fractions) const;

 private:
  std::vector<double> values_;
  std::size_t infinite_ = 0;
};

}  // namespace logits
