#include "src/cli/workers.hpp"

#include "tests/catch.hpp"

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <thread>

using logits::cli::Answer;
using logits::cli::Workers;

namespace {

/// The later it is asked for, the sooner it is found.
Workers::Answers found_late(std::uint64_t number) {
  std::this_thread::sleep_for(std::chrono::microseconds(100 * (20 - number)));
  Answer answer;
  answer.number = number;
  return {answer};
}

}  // namespace

TEST_CASE("answers come out in the order in which they were asked for") {
  Workers workers(4);
  for (std::uint64_t number = 0; number < 20; ++number) workers.ask([number] { return found_late(number); });
  for (std::uint64_t number = 0; number < 20; ++number) CHECK(workers.take().front().number == number);
  CHECK(workers.empty());
}

TEST_CASE("workers are busy with four questions each") {
  Workers workers(2);
  for (std::uint64_t number = 0; number < 8; ++number) {
    CHECK_FALSE(workers.busy());
    workers.ask([number] { return found_late(number); });
  }
  CHECK(workers.busy());
}

TEST_CASE("what a finder throws comes out in the place of its answer") {
  Workers workers(2);
  workers.ask([] { return found_late(0); });
  workers.ask([]() -> Workers::Answers { throw std::runtime_error("no memory"); });
  workers.ask([] { return found_late(2); });
  CHECK(workers.take().front().number == 0);
  CHECK_THROWS_WITH(workers.take(), "no memory");
  CHECK(workers.take().front().number == 2);
}

TEST_CASE("questions that nobody wants answered any more are dropped") {
  Workers workers(1);
  for (int i = 0; i < 1000; ++i) workers.ask([] { return found_late(0); });  // two seconds, if they were not
}
