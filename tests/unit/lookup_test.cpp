// All lookups draw the same tokens.

#include "logits/draw.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using logits::Distribution;
using logits::Lookup;
using logits::Random;
using logits::Sampler;
using logits::Stream;
using logits::TokenId;

namespace {

Distribution of(const std::vector<double>& p) {
  Distribution distribution{.ids = {}, .p = p, .logp = {}, .entropy = 0};
  for (std::size_t i = 0; i < p.size(); ++i) distribution.ids.push_back(static_cast<TokenId>(3 * i + 1));
  return distribution;
}

double added(const std::vector<double>& p) {
  double sum = 0;
  for (const double each : p) sum += each;
  return sum;
}

/// The definition: the first token whose cumulative probability exceeds u times the total, else the last that
/// adds to it.
TokenId reference(const Distribution& distribution, double u) {
  const double total = added(distribution.p), target = u * total;
  double sum = 0;
  for (std::size_t i = 0; i < distribution.p.size(); ++i) {
    sum += distribution.p[i];
    if (sum > target || sum == total) return distribution.ids[i];
  }
  return 0;
}

/// The ends of [0, 1); cumulative probabilities, of many tokens some, with their neighbours, as doubles and
/// as multiples of 2^-53; and numbers as they come.
std::vector<double> telling_numbers(const std::vector<double>& p) {
  std::vector<double> numbers{0, 0x1p-1074, 0x1p-53, 0.5, 1 - 0x1p-52, 1 - 0x1p-53};
  const double total = added(p);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    sum += p[i];
    if (i % (p.size() / 100 + 1) != 0) continue;
    const double edge = sum / total, grid = std::floor(edge * 0x1p53) * 0x1p-53;
    for (const double u :
         {edge, std::nextafter(edge, 0), std::nextafter(edge, 1), grid - 0x1p-53, grid, grid + 0x1p-53})
      numbers.push_back(u);
  }
  numbers.resize(numbers.size() + 200);
  Random{.seed = p.size()}.fill(Stream::draw, 0, std::span(numbers).last(200));
  std::erase_if(numbers, [](double u) { return u < 0 || u >= 1; });
  return numbers;
}

void require_equal_draws(const std::string& name, const std::vector<double>& p) {
  INFO(name);
  const Distribution distribution = of(p);
  const std::vector<double> numbers = telling_numbers(p);
  std::vector<TokenId> expected;
  for (const double u : numbers) expected.push_back(reference(distribution, u));
  for (const Lookup lookup : {Lookup::scan, Lookup::binary_search, Lookup::guide_table}) {
    INFO("lookup " << static_cast<int>(lookup));
    const Sampler sampler(distribution, lookup);
    std::vector<TokenId> drawn(numbers.size());
    sampler.draw(numbers, drawn);
    REQUIRE(drawn == expected);
    for (std::size_t i = 0; i < numbers.size(); ++i) REQUIRE(sampler.draw(numbers[i]) == expected[i]);
  }
}

std::vector<double> uniform(std::size_t tokens, std::uint64_t seed) {
  std::vector<double> p(tokens);
  Random{.seed = seed}.fill(Stream::coin, 0, p);
  return p;
}

}  // namespace

TEST_CASE("every lookup draws the same token, whatever the size") {
  for (std::size_t tokens = 1; tokens <= 70; ++tokens)
    require_equal_draws(std::to_string(tokens), uniform(tokens, 1));
  for (const std::size_t power : {128U, 256U, 512U, 1024U, 4096U}) {
    for (const std::size_t tokens : {power - 1, power, power + 1})
      require_equal_draws(std::to_string(tokens), uniform(tokens, 2));
  }
}

TEST_CASE("every lookup draws the same token from weights that are hard to add up") {
  const double denormal = 0x1p-1074;
  std::vector<double> falling(300), rising(300), spread = uniform(300, 3), holes = uniform(300, 4);
  for (std::size_t i = 0; i < 300; ++i) {
    falling[i] = std::ldexp(1.0, -static_cast<int>(4 * i));
    rising[299 - i] = falling[i];
    spread[i] = std::ldexp(spread[i], -static_cast<int>(i * 37 % 60));
    if (i % 3 != 1) holes[i] = 0;
  }
  require_equal_draws("all equal", std::vector<double>(300, 1.0 / 300));
  require_equal_draws("a power of two of equals", std::vector<double>(256, 1.0 / 256));
  require_equal_draws("falling", falling);
  require_equal_draws("rising", rising);
  require_equal_draws("spread", spread);
  require_equal_draws("zeros", holes);
  require_equal_draws("zeros around", {0, 0, 0.25, 0, 0.5, 0, 0});
  require_equal_draws("denormals", std::vector<double>(100, denormal));
  require_equal_draws("one denormal", {denormal});
  require_equal_draws("one denormal among zeros", {0, denormal, 0});
  require_equal_draws("denormals behind one", {1, denormal, denormal, denormal});
  require_equal_draws("denormals before one", {denormal, denormal, denormal, 1});
  std::vector<double> giant(300, 0x1p-60);
  giant[150] = 1;
  require_equal_draws("a giant that swallows the others", giant);
  giant.assign(300, 0x1p-40);
  giant[0] = 1;
  require_equal_draws("a giant first", giant);
  std::swap(giant.front(), giant.back());
  require_equal_draws("a giant last", giant);
  for (std::vector<double> many : {uniform(5000, 7), std::vector<double>(5000, 1.0 / 5000)}) {
    many[2500] = 0;
    require_equal_draws("many", many);
    many[100] = many[3000] = 1e12;
    require_equal_draws("many and two giants", many);
    for (double& each : many) each *= 0x1p-1010;
    require_equal_draws("many that are small", many);
    for (double& each : many) each *= 0x1p-100;  // most are zero then
    require_equal_draws("two denormal giants", many);
  }
  require_equal_draws("many denormals", std::vector<double>(5000, denormal));
}

TEST_CASE("every lookup draws the same token from as many as a model has") {
  std::vector<double> p = uniform(32'000, 5);
  for (double& each : p) each = std::exp(12 * each);
  const Distribution distribution = of(p);
  std::vector<double> numbers(1000);
  Random{.seed = 6}.fill(Stream::draw, 0, numbers);
  std::vector<TokenId> scanned(1000), found(1000), guided(1000);
  Sampler(distribution, Lookup::scan).draw(numbers, scanned);
  Sampler(distribution, Lookup::binary_search).draw(numbers, found);
  Sampler(distribution, Lookup::guide_table).draw(numbers, guided);
  CHECK(scanned == found);
  CHECK(scanned == guided);
}

TEST_CASE("one draw scans, a few search, many are guided") {
  CHECK(logits::fastest_lookup(128'256, 0) == Lookup::scan);
  CHECK(logits::fastest_lookup(128'256, 1) == Lookup::scan);
  CHECK(logits::fastest_lookup(128'256, 100) == Lookup::binary_search);
  CHECK(logits::fastest_lookup(128'256, 128'256) == Lookup::guide_table);
  CHECK(logits::fastest_lookup(5, 100'000'000) == Lookup::guide_table);
}
