#include "src/io/scale.hpp"

#include "tests/catch.hpp"

#include <limits>
#include <string>
#include <vector>

using logits::io::probability_scale;
using logits::io::Scale;
using logits::io::scale_over;
using logits::io::spread_apart;

namespace {

using Labels = std::vector<std::string>;
using Places = std::vector<double>;

Labels labels(const Scale& scale) {
  Labels all;
  for (const auto& tick : scale.ticks) all.push_back(tick.label);
  return all;
}

}  // namespace

TEST_CASE("an axis of probabilities ends at a round number no less than the largest") {
  CHECK(labels(probability_scale(1, 0, 100)) == Labels{"0", "0.2", "0.4", "0.6", "0.8", "1"});
  CHECK(labels(probability_scale(0.5507, 0, 100)) == Labels{"0", "0.2", "0.4", "0.6"});
  CHECK(labels(probability_scale(0.6, 0, 100)) == Labels{"0", "0.2", "0.4", "0.6"});
  CHECK(labels(probability_scale(0.13, 0, 100)) == Labels{"0", "0.05", "0.1", "0.15"});
  CHECK(labels(probability_scale(0.05, 0, 100)) == Labels{"0", "0.01", "0.02", "0.03", "0.04", "0.05"});
  CHECK(labels(probability_scale(3e-7, 0, 100)) == Labels{"0", "1e-07", "2e-07", "3e-07"});
}

TEST_CASE("an axis of probabilities that are all 0 goes to 1") {
  CHECK(probability_scale(0, 0, 100).last == 1);
  CHECK(probability_scale(5e-324, 0, 100).last == 1);
  CHECK(probability_scale(std::numeric_limits<double>::quiet_NaN(), 0, 100).last == 1);
}

TEST_CASE("places on a linear axis are proportional, and on a logarithmic one factors are") {
  const Scale linear{.first = 0, .last = 4, .start = 100, .end = 200};
  CHECK(linear.at(0) == 100);
  CHECK(linear.at(1) == 125);
  CHECK(linear.at(4) == 200);
  const Scale logarithmic{.first = 0.25, .last = 4, .start = 100, .end = 200, .logarithmic = true};
  CHECK(logarithmic.at(0.25) == 100);
  CHECK(logarithmic.at(1) == 150);
  CHECK(logarithmic.at(2) == 175);
  CHECK(logarithmic.at(4) == 200);
}

TEST_CASE("nothing lies beyond the ends of an axis") {
  const Scale scale{.first = 0, .last = 4, .start = 200, .end = 100};
  CHECK(scale.at(5) == 100);
  CHECK(scale.at(-1) == 200);
  CHECK(scale.at(std::numeric_limits<double>::quiet_NaN()) == 200);
}

TEST_CASE("a logarithmic axis has ticks at 1, 2 and 5 times the powers of ten") {
  CHECK(labels(scale_over({0.1, 10}, true, 0, 400)) == Labels{"0.1", "0.2", "0.5", "1", "2", "5", "10"});
  CHECK(labels(scale_over({0.3, 6}, true, 0, 400)) == Labels{"0.5", "1", "2", "5"});
}

TEST_CASE("a long logarithmic axis has ticks at powers of ten only") {
  CHECK(labels(scale_over({0.01, 100}, true, 0, 400)) == Labels{"0.01", "0.1", "1", "10", "100"});
  CHECK(scale_over({1e-300, 1e300}, true, 0, 400).ticks.size() < 12);
}

TEST_CASE("a logarithmic axis without room for three such ticks has even ones") {
  CHECK(labels(scale_over({1.1, 1.9}, true, 0, 480)) ==
        Labels{"1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9"});
}

TEST_CASE("an axis is linear if it cannot be logarithmic") {
  const Scale scale = scale_over({0, 1}, true, 0, 300);
  CHECK_FALSE(scale.logarithmic);
  CHECK(scale.at(0.5) == 150);
}

TEST_CASE("a linear axis has ticks with a step of 1, 2 or 5 times a power of ten") {
  CHECK(labels(scale_over({-5, 15}, false, 0, 420)) == Labels{"-5", "0", "5", "10", "15"});
  CHECK(labels(scale_over({0.15, 0.9}, false, 0, 420)) == Labels{"0.2", "0.4", "0.6", "0.8"});
  CHECK(labels(scale_over({-0.3, 0.3}, false, 0, 420)) ==
        Labels{"-0.3", "-0.2", "-0.1", "0", "0.1", "0.2", "0.3"});
}

TEST_CASE("an axis of whole numbers has whole ticks") {
  CHECK(labels(scale_over({1, 2, 3}, false, 0, 400)) == Labels{"1", "2", "3"});
  CHECK(labels(scale_over({1, 2, 3, 4, 5, 6, 7}, false, 0, 420)) ==
        Labels{"1", "2", "3", "4", "5", "6", "7"});
  CHECK(labels(scale_over({1, 50}, false, 0, 420)) == Labels{"10", "20", "30", "40", "50"});
}

TEST_CASE("an axis of one number has it in the middle") {
  const Scale scale = scale_over({0.7}, true, 100, 200);
  CHECK(labels(scale) == Labels{"0.7"});
  CHECK(scale.at(0.7) == 150);
}

TEST_CASE("an axis of the largest and smallest doubles has few ticks") {
  const double most = std::numeric_limits<double>::max(), least = std::numeric_limits<double>::denorm_min();
  CHECK(scale_over({-most, most}, false, 0, 400).ticks.size() < 12);
  CHECK(scale_over({0, least}, false, 0, 400).ticks.size() < 12);
  CHECK(scale_over({least, most}, true, 0, 400).ticks.size() < 12);
  CHECK(scale_over({1e16, 1e16 + 2}, false, 0, 400).ticks.size() < 12);
}

TEST_CASE("places that are apart stay where they are") {
  CHECK(spread_apart({10, 40, 60}, 20, 0, 100) == Places{10, 40, 60});
  CHECK(spread_apart({}, 20, 0, 100) == Places{});
}

TEST_CASE("places that are too close move apart around their middle") {
  CHECK(spread_apart({50, 50}, 20, 0, 100) == Places{40, 60});
  CHECK(spread_apart({50, 50, 50}, 20, 0, 100) == Places{30, 50, 70});
  CHECK(spread_apart({10, 50, 56, 90}, 20, 0, 100) == Places{10, 43, 63, 90});
}

TEST_CASE("places that move apart push their neighbours") {
  // each 20 from the next, around 47.5, the mean of the four
  CHECK(spread_apart({40, 45, 50, 55}, 20, 0, 100) == Places{17.5, 37.5, 57.5, 77.5});
}

TEST_CASE("places stay within their bounds while there is room") {
  CHECK(spread_apart({100, 100, 100}, 20, 0, 100) == Places{60, 80, 100});
  CHECK(spread_apart({0, 0, 90}, 20, 0, 100) == Places{0, 20, 90});
  CHECK(spread_apart({50, 50, 50}, 20, 0, 30) == Places{0, 20, 40});
}
