#include "tests/bench/race.hpp"

#include "src/io/files.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

namespace logits::bench {
namespace {

/// Short enough for many rounds, long enough that reading the clock does not count.
constexpr double shortest_lap = 100e-6;

double now() {
  const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(since_start).count();
}

double lap(const Contender& contender, std::size_t repeats) {
  double sum = 0;
  const double start = now();
  for (std::size_t i = 0; i < repeats; ++i) sum += contender.run();
  const double seconds = now() - start;
  if (!std::isfinite(sum)) throw std::runtime_error(contender.name + " comes to no number");
  return seconds / static_cast<double>(repeats);
}

void require_agreement(const Job& job, const std::vector<Contender>& contenders) {
  const double expected = contenders.front().run();
  for (const Contender& contender : contenders) {
    const double result = contender.run();
    if (std::abs(result - expected) <= job.tolerance * std::abs(expected)) continue;
    throw std::runtime_error(
        fmt::format("{}: {} comes to {}, not to {}", job.name, contender.name, result, expected));
  }
}

struct Runner {
  const Contender& contender;
  std::size_t repeats;       // in each lap
  std::vector<double> laps;  // seconds for one run
};

Runner warmed_up(const Contender& contender) {
  std::size_t repeats = 1;
  for (double seconds = 0; (seconds = lap(contender, repeats)) * static_cast<double>(repeats) < shortest_lap;)
    repeats *= 2;
  return {contender, repeats, {}};
}

std::string human(double seconds) {
  if (seconds < 1e-6) return fmt::format("{:.3g} ns", seconds * 1e9);
  if (seconds < 1e-3) return fmt::format("{:.3g} µs", seconds * 1e6);
  return fmt::format("{:.3g} ms", seconds * 1e3);
}

void print(const Job& job, std::vector<Runner>& runners) {
  fmt::print("\n**{}**\n\n| | minimum | median | per {} | ratio |\n|---|--:|--:|--:|--:|\n", job.name,
             job.element);
  for (Runner& runner : runners) std::sort(runner.laps.begin(), runner.laps.end());
  const double first = runners.front().laps.front();
  for (const Runner& runner : runners) {
    const double minimum = runner.laps.front();
    fmt::print("| {} | {} | {} | {} | {:.2f} |\n", runner.contender.name, human(minimum),
               human(runner.laps[runner.laps.size() / 2]), human(minimum / job.elements), minimum / first);
  }
}

}  // namespace

double seconds_of_each_race(int argc, char** argv) {
  io::keep_freed_memory();  // as the command does; for all contenders
  return argc > 1 ? std::stod(argv[1]) : 1;
}

void race(const Job& job, const std::vector<Contender>& contenders, double seconds) {
  if (!job.is_random) require_agreement(job, contenders);
  std::vector<Runner> runners;
  std::transform(contenders.begin(), contenders.end(), std::back_inserter(runners), warmed_up);
  const double end = now() + seconds;
  const std::size_t fewest_rounds = seconds > 0 ? 5 : 1;
  for (std::size_t round = 0; round < fewest_rounds || now() < end; ++round) {
    for (Runner& runner : runners) runner.laps.push_back(lap(runner.contender, runner.repeats));
  }
  print(job, runners);
}

}  // namespace logits::bench
