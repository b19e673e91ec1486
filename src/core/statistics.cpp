#include "logits/statistics.hpp"

#include "src/core/kernels/elementary.hpp"
#include "src/core/kernels/sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logits {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Values over a power of two that none of them exceeds, so that no sum and no square overflows or vanishes.
class Scaled {
 public:
  explicit Scaled(const std::vector<double>& values) : values_(values) {
    double largest = 0;
    for (const double value : values) {
      if (std::isfinite(value)) largest = std::max(largest, std::fabs(value));
    }
    static_cast<void>(std::frexp(largest, &exponent_));
  }

  /// The sum of f(x) over the finite values x.
  double sum(auto f) const {
    kernels::Sum sum;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (std::isfinite(values_[i])) sum.add(i, f(std::ldexp(values_[i], -exponent_)));
    }
    const kernels::Pair total = sum.total();
    return total.high + total.low;
  }

  double unscaled(double x) const { return std::ldexp(x, exponent_); }

 private:
  const std::vector<double>& values_;
  int exponent_ = 0;
};

}  // namespace

double perplexity(double nats) {
  if (nats <= 709) return kernels::exp(nats);
  return nats < 710 ? kernels::exp(nats - 1) * 0x1.5bf0a8b145769p+1 : infinity;  // e
}

void Statistics::add(double value) {
  values_.push_back(value);
  if (std::isinf(value)) ++infinite_;
}

std::optional<double> Statistics::mean() const {
  if (infinite_ == 0) return finite_mean();
  const bool up = std::find(values_.begin(), values_.end(), infinity) != values_.end();
  const bool down = std::find(values_.begin(), values_.end(), -infinity) != values_.end();
  if (up && down) return std::nullopt;
  return up ? infinity : -infinity;
}

std::optional<double> Statistics::finite_mean() const {
  const std::size_t finite = values_.size() - infinite_;
  if (finite == 0) return std::nullopt;
  const Scaled scaled(values_);
  return scaled.unscaled(scaled.sum([](double x) { return x; }) / static_cast<double>(finite));
}

std::optional<double> Statistics::standard_error() const {
  if (values_.size() < 2 || infinite_ > 0) return std::nullopt;
  const auto count = static_cast<double>(values_.size());
  const Scaled scaled(values_);
  const double mean = scaled.sum([](double x) { return x; }) / count;
  const double squares = scaled.sum([mean](double x) { return (x - mean) * (x - mean); });
  return scaled.unscaled(std::sqrt(squares / (count - 1) / count));
}

double Statistics::root_mean_square() const {
  if (infinite_ > 0) return infinity;
  if (values_.empty()) return 0;
  const Scaled scaled(values_);
  const double squares = scaled.sum([](double x) { return x * x; });
  return scaled.unscaled(std::sqrt(squares / static_cast<double>(values_.size())));
}

std::vector<double> Statistics::percentiles(const std::vector<double>& fractions) const {
  std::vector<double> sorted = values_;
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> result;
  for (const double fraction : fractions) {
    const double place = fraction * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double part = place - static_cast<double>(below);
    const double low = sorted[below], high = sorted[std::min(below + 1, sorted.size() - 1)];
    const bool is_nearer = part < 0.5;
    result.push_back(low == high || part == 0              ? low
                     : std::isinf(low) || std::isinf(high) ? (is_nearer ? low : high)
                                                           : (1 - part) * low + part * high);
  }
  return result;
}

}  // namespace logits
