// The last steps of an explanation: from the logits that are left to probabilities.
#include "src/cli/commands/lesson.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace logits::cli {

void Lesson::explain_softmax(const Candidates& left) {
  const std::vector<double>& p = result_.distribution.p;
  const double largest = *std::max_element(left.logits.begin(), left.logits.end());
  const double leader = *std::max_element(p.begin(), p.end());
  const double t = left.temperature;
  const auto difference = [&](std::size_t i) {
    return (left.logits[i] - largest) / t;
  };
  const auto exponential = [&](std::size_t i) {
    return p[i] / leader;
  };

  if (std::isfinite(largest / t)) {
    begin("subtract the largest, " + number(largest / t),
          "the same constant off every logit changes no probability, and stops exp from overflowing");
    lines(left, {}, [&](std::size_t i) {
      return Line{{number(left.logits[i] / t), largest < 0 ? "+" : "-", number(std::fabs(largest / t)) + " =",
                   number(difference(i))}};
    });
  } else {
    begin("subtract the largest", "before dividing by T, because the quotients are more than a double holds");
    lines(left, {}, [&](std::size_t i) {
      return Line{{"(" + number(left.logits[i]), "- " + number(largest) + ") / " + io::shortest(t) + " =",
                   number(difference(i))}};
    });
  }
  end();

  begin("exponentiate", "e^x is positive, and a difference of x becomes a ratio of e^x");
  lines(left, {}, [&](std::size_t i) {
    return Line{{"exp(" + number(difference(i)) + ")", "=", number(exponential(i))}};
  });
  const std::string sum = number(1 / leader);
  out_.print("  sum {}\n", sum);
  end();

  begin("divide by the sum");
  lines(left, {}, [&](std::size_t i) {
    return Line{{number(exponential(i)), "/", sum, "=", io::rounded(p[i], looks_.digits)},
                io::bar(p[i], looks_)};
  });
  end();
  const double total = std::accumulate(p.begin(), p.end(), 0.0);
  out_.print("\n{}the probabilities add up to {:.{}f}\n", looks_.markdown ? "Check: " : "check   ", total,
             looks_.digits);
}

}  // namespace logits::cli
