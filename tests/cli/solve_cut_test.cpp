#include "logits/chain.hpp"
#include "logits/random.hpp"
#include "logits/softmax.hpp"
#include "src/cli/app.hpp"
#include "src/cli/commands/cut_dial.hpp"
#include "src/io/format.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace io = logits::io;

struct Kept : io::Sink {
  void write(std::string_view bytes) override { text.append(bytes); }
  std::string text;
};

struct Nothing : io::Source {
  std::size_t read(std::span<char>) override { return 0; }
};

struct Outcome {
  int code;
  std::string out;
};

Outcome run(std::vector<std::string> arguments, const std::vector<double>& logits) {
  arguments.emplace_back("--");
  for (const double logit : logits) arguments.push_back(io::shortest(logit));
  Nothing in;
  Kept out, err;
  const int code = logits::cli::run(arguments, {in, out, err});
  return {code, out.text};
}

/// Rows of quarters, so that many are tied, and rows of any numbers.
std::vector<double> random_row(std::uint32_t number) {
  const logits::Random random{7, number};
  std::vector<double> row(2 + number % 9);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const double u = random(logits::Stream::draw, i);
    row[i] = number % 2 == 0 ? static_cast<double>(static_cast<int>(20 * u)) / 4 : 12 * u - 6;
  }
  return row;
}

std::size_t kept_with(const std::string& step, const std::string& value, const std::vector<double>& row) {
  return logits::candidates_after(logits::parse_chain(step + "=" + value), row).ids.size();
}

/// All the numbers of tokens that some value of the step keeps: as many as there are different prefixes.
std::set<std::size_t> within_reach(const std::string& step, const std::vector<double>& row) {
  std::set<std::size_t> counts;
  const auto leader = *std::max_element(row.begin(), row.end());
  for (std::size_t n = 1; n <= row.size(); ++n) counts.insert(n);
  if (step != "min-p") return counts;
  counts.clear();
  for (const double least : row)
    counts.insert(static_cast<std::size_t>(std::count_if(
        row.begin(), row.end(), [&](double logit) { return logit - leader >= least - leader; })));
  return counts;
}

}  // namespace

TEST_CASE("a cut that solve finds keeps just so many tokens when it is given as its option") {
  for (const std::string step : {"top-k", "top-p", "min-p"}) {
    for (std::uint32_t number = 0; number < 60; ++number) {
      const std::vector<double> row = random_row(number);
      const std::set<std::size_t> counts = within_reach(step, row);
      for (std::size_t n = 1; n <= row.size(); ++n) {
        CAPTURE(step, row, n);
        const Outcome solved = run({"solve", step, "--kept", std::to_string(n), "--value"}, row);
        REQUIRE((solved.code == 0) == counts.contains(n));
        if (solved.code != 0) continue;
        CHECK(kept_with(step, solved.out.substr(0, solved.out.find('\n')), row) == n);
      }
    }
  }
}

TEST_CASE("a cut that solve finds gives a token its probability, and a milder one does not") {
  for (const std::string step : {"top-k", "top-p", "min-p"}) {
    for (std::uint32_t number = 0; number < 60; ++number) {
      const std::vector<double> row = random_row(number);
      const double goal = 0.05 + 0.9 * logits::Random{8, number}(logits::Stream::draw, 0);
      const std::string token = std::to_string(number % row.size());
      CAPTURE(step, row, goal, token);
      const auto p_with = [&](const std::string& value) {
        return softmax(logits::candidates_after(logits::parse_chain(step + "=" + value), row))
            .p_of(static_cast<logits::TokenId>(number % row.size()));
      };
      const Outcome solved =
          run({"solve", step, "--token", token, "--prob", io::shortest(goal), "--value"}, row);
      // All that some value of the step may keep, by way of --kept, which is tested above.
      std::size_t most = 0;
      for (std::size_t n = 1; n <= row.size(); ++n) {
        const Outcome cut = run({"solve", step, "--kept", std::to_string(n), "--value"}, row);
        if (cut.code == 0 && p_with(cut.out.substr(0, cut.out.find('\n'))) >= goal) most = n;
      }
      REQUIRE((solved.code == 0) == (most > 0));
      if (most == 0) continue;
      const std::string value = solved.out.substr(0, solved.out.find('\n'));
      CHECK(p_with(value) >= goal);
      CHECK(kept_with(step, value, row) == most);
    }
  }
}

TEST_CASE("the number with the fewest digits is in its interval") {
  using logits::cli::fewest_digits;
  CHECK(fewest_digits(0.8241542612087094, 0.9599526938932598) == 0.9);
  CHECK(fewest_digits(0.996964, 1) == 1);
  CHECK(fewest_digits(0.25, 0.25) == 0.25);
  CHECK(fewest_digits(0.99998772, 0.9999884) == 0.999988);
  CHECK(fewest_digits(0, 1) == 0.5);
  CHECK(fewest_digits(0x1.fffffffffffffp-2, 0.5) == 0.5);
  CHECK(fewest_digits(5e-324, 5e-324) == 5e-324);
  CHECK(fewest_digits(0.1 + 0.2, 0.1 + 0.2) == 0.1 + 0.2);
}
