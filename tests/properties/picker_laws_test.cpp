#include "logits/chain.hpp"
#include "logits/softmax.hpp"
#include "tests/catch.hpp"
#include "tests/properties/rows.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <vector>

using logits::AdaptiveP;
using logits::Candidates;
using logits::Distribution;
using logits::Draw;
using logits::Mirostat;
using logits::Picker;
using logits::State;

namespace {

/// Every picker with values from mild to extreme.
std::vector<Picker> settings() {
  using Version = Mirostat::Version;
  return {Draw{},
          Mirostat{.version = Version::one, .tau = 0.1},
          Mirostat{.version = Version::one},
          Mirostat{.version = Version::two, .tau = 0.1},
          Mirostat{.version = Version::two, .tau = 2},
          Mirostat{.version = Version::two, .tau = 1e300},
          AdaptiveP{.target = 5e-324},
          AdaptiveP{.target = 0.3, .decay = 0},
          AdaptiveP{.target = 1, .decay = 1 - 0x1p-53}};
}

Candidates after(const Picker& picker, const std::vector<double>& logits, const State& state = {}) {
  return logits::candidates_after({.steps = {}, .picker = picker}, logits, state);
}

template <typename Law>
void for_every_picker_and_row(Law law) {
  for (const Picker& picker : settings()) {
    for (const std::vector<double>& row : rows::all()) {
      INFO(logits::describe({.steps = {}, .picker = picker}, 0) << " on " << row.size() << " logits");
      law(picker, row);
    }
  }
}

}  // namespace

TEST_CASE("every picker there is answers to the laws") {
  std::set<std::size_t> tested;
  for (const Picker& picker : settings()) tested.insert(picker.index());
  CHECK(tested.size() == std::variant_size_v<Picker>);
}

TEST_CASE("a picker leaves at least one candidate, in input order, and finite logits") {
  for_every_picker_and_row([](const Picker& picker, const std::vector<double>& row) {
    const Candidates left = after(picker, row);
    REQUIRE(!left.ids.empty());
    REQUIRE(left.ids.back() < row.size());
    REQUIRE(std::is_sorted(left.ids.begin(), left.ids.end(), std::less_equal<>()));
    REQUIRE(std::all_of(left.logits.begin(), left.logits.end(), [](double z) { return std::isfinite(z); }));
  });
}

TEST_CASE("adding a constant to all logits changes no bit of what a picker leaves and learns") {
  for_every_picker_and_row([](const Picker& picker, std::vector<double> row) {
    const logits::Chain chain{.steps = {}, .picker = picker};
    const auto told = [&] {
      const Distribution distribution = logits::softmax(after(picker, row));
      State state;
      logits::advance(state, chain, Candidates::from(row), distribution.ids[0]);
      return std::tuple(distribution.ids, distribution.p, state.mu, state.average);
    };
    const auto before = told();
    for (double& logit : row) logit += 1024;
    REQUIRE(told() == before);
  });
}

TEST_CASE("a banned token is as good as absent for a picker") {
  for_every_picker_and_row([](const Picker& picker, std::vector<double> row) {
    const Candidates without = after(picker, row);
    row.push_back(-std::numeric_limits<double>::infinity());
    REQUIRE(after(picker, row) == without);
  });
}

TEST_CASE("mirostat keeps no fewer tokens when mu is larger") {
  for_every_picker_and_row([](const Picker& picker, const std::vector<double>& row) {
    if (!std::holds_alternative<Mirostat>(picker)) return;
    std::size_t kept = 1;
    for (const double mu : {-1e300, -1.0, 0.0, 0.5, 1.0, 3.0, 7.0, 20.0, 1e300}) {
      const std::size_t now = after(picker, row, {.mu = mu}).ids.size();
      REQUIRE(now >= kept);
      kept = now;
    }
    REQUIRE(kept == row.size());
  });
}
