#include "src/io/scale.hpp"

#include "src/io/format.hpp"
#include "src/io/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace logits::io {
namespace {

/// digit times ten to the power: read from text, because 2 * 0.1 three times is not 0.6.
double decimal_value(double digits, int power) {
  return parse_number(fmt::format("{:.0f}e{}", digits, power)).value;
}

Tick tick_at(double value) {
  return {value, shortest(value)};
}

/// 1, 2 or 5 times a power of ten.
struct Stride {
  int digit, power;

  double times(double n) const { return decimal_value(n * digit, power); }
};

constexpr double least_tick_distance = 36;
constexpr double smallest_range = 1e-300, largest_range = 1e300;

/// The smallest that covers the range in at most `most` strides.
Stride stride_for(double range, int most) {
  const double about = std::clamp(range, smallest_range, largest_range) / most;
  Stride stride{1, static_cast<int>(std::floor(std::log10(about)))};
  while (stride.times(1) < about) {
    stride = stride.digit == 5   ? Stride{1, stride.power + 1}
             : stride.digit == 2 ? Stride{5, stride.power}
                                 : Stride{2, stride.power};
  }
  return stride;
}

std::vector<Tick> even_ticks(double first, double last, Stride stride, int most) {
  std::vector<Tick> ticks;
  const double before = std::floor(first / stride.times(1));  // not ceil: 1.1 / 0.1 is above 11
  for (int n = 0; n <= most + 2; ++n) {
    const double value = stride.times(before + n);
    if (value >= first && value <= last) ticks.push_back(tick_at(value));
  }
  return ticks;
}

std::vector<Tick> decade_ticks(double first, double last, double length) {
  const auto lowest = static_cast<int>(std::floor(std::log10(first)));
  const auto highest = static_cast<int>(std::ceil(std::log10(last)));
  const int decades = highest - lowest;
  const bool has_room = 0.3 * length / (std::log10(last) - std::log10(first)) >= least_tick_distance;
  std::vector<Tick> ticks;
  for (int power = lowest; power <= highest; power += 1 + decades / 8) {
    for (const int digit : {1, 2, 5}) {
      if (digit > 1 && !has_room) break;
      const double value = decimal_value(digit, power);
      if (value >= first && value <= last) ticks.push_back(tick_at(value));
    }
  }
  return ticks;
}

bool are_whole(const std::vector<double>& x) {
  return std::all_of(x.begin(), x.end(), [](double value) { return value == std::floor(value); });
}

}  // namespace

double Scale::at(double x) const {
  if (!(first < last)) return (start + end) / 2;
  const double inside = std::clamp(std::isnan(x) ? first : x, first, last);
  const double part = logarithmic ? (std::log(inside) - std::log(first)) / (std::log(last) - std::log(first))
                                  : (inside - first) / (last - first);
  return start + part * (end - start);
}

Scale probability_scale(double largest, double start, double end) {
  const double top = largest >= smallest_range && largest <= largest_range ? largest : 1;
  const Stride stride = stride_for(top, 5);
  Scale scale{.start = start, .end = end};
  double n = 0;
  do {
    scale.ticks.push_back(tick_at(stride.times(n)));
  } while (stride.times(n++) < top);
  scale.last = scale.ticks.back().value;
  return scale;
}

Scale scale_over(const std::vector<double>& x, bool logarithmic, double start, double end) {
  if (x.empty()) return {.start = start, .end = end};
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  Scale scale{*low, *high, start, end, logarithmic && *low > 0};
  if (*low == *high) {
    scale.ticks = {tick_at(*low)};
    return scale;
  }
  const double length = std::fabs(end - start);
  if (scale.logarithmic) scale.ticks = decade_ticks(*low, *high, length);
  if (scale.ticks.size() >= 3) return scale;
  const int most = static_cast<int>(std::clamp(length / 60, 2.0, 8.0));
  Stride stride = stride_for(*high - *low, most);
  if (are_whole(x) && stride.power < 0) stride = {1, 0};
  scale.ticks = even_ticks(*low, *high, stride, most);
  return scale;
}

std::vector<double> spread_apart(const std::vector<double>& wanted, double gap, double first, double last) {
  // Take n gaps off the n-th: what is left has only to ascend, which is isotonic regression. Neighbours that
  // do not are pooled at their mean.
  struct Pool {
    double sum;
    std::size_t count;
    double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<Pool> pools;
  for (std::size_t n = 0; n < wanted.size(); ++n) {
    Pool pool{wanted[n] - static_cast<double>(n) * gap, 1};
    while (!pools.empty() && pools.back().mean() > pool.mean()) {
      pool = {pools.back().sum + pool.sum, pools.back().count + pool.count};
      pools.pop_back();
    }
    pools.push_back(pool);
  }
  std::vector<double> places;
  if (wanted.empty()) return places;
  const double highest = std::max(first, last - static_cast<double>(wanted.size() - 1) * gap);
  for (const Pool& pool : pools) {
    const double start = std::clamp(pool.mean(), first, highest);
    for (std::size_t i = 0; i < pool.count; ++i)
      places.push_back(start + static_cast<double>(places.size()) * gap);
  }
  return places;
}

}  // namespace logits::io
