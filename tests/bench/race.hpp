#pragma once

#include <functional>
#include <string>
#include <vector>

namespace logits::bench {

/// One way of doing a job. What it gives back depends on the result, so that no compiler can leave out the
/// work.
struct Contender {
  std::string name;
  std::function<double()> run;
};

/// What all contenders of a race do.
struct Job {
  std::string name;
  double elements;         ///< what the time is divided by: numbers read, draws …
  std::string element;     ///< what one of them is called
  double tolerance = 0;    ///< how far, relatively, another's result may be from the first's
  bool is_random = false;  ///< the results are not comparable
};

/// How long each race may take, from the arguments of a bench program: `bench_softmax [SECONDS]`. Default
/// 1. With 0 a race is a single round, to see that it works.
double seconds_of_each_race(int argc, char** argv);

/// Checks that all contenders come to the same result, runs them in turn, round after round, and prints
/// minimum and median of each, and the ratio of its minimum to the first's, as a Markdown table. Throws if
/// the results differ.
void race(const Job&, const std::vector<Contender>&, double seconds);

}  // namespace logits::bench
