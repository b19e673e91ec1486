#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "logits/instruction_set.hpp"
#include "logits/softmax.hpp"
#include "src/core/nucleus.hpp"
#include "tests/catch.hpp"
#include "tests/properties/parts.hpp"
#include "tests/properties/rows.hpp"

#include <bit>
#include <cfloat>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace {

/// Where blocks of 16 and 64, chunks of 512 and panels of 1024 end, and all tails of a vector.
std::vector<std::size_t> sizes() {
  std::vector<std::size_t> sizes(70);
  std::iota(sizes.begin(), sizes.end(), std::size_t{1});
  for (const std::size_t n : {511U, 512U, 513U, 1023U, 1024U, 1025U, 2048U, 3000U}) sizes.push_back(n);
  return sizes;
}

/// Ordinary, huge, tiny, denormal, tied, of both zeros, and of all magnitudes at once.
std::vector<std::vector<double>> rows_of(std::size_t n) {
  rows::Dice dice(n);
  std::vector<std::vector<double>> all(7, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    all[0][i] = dice(-30, 30);
    all[1][i] = dice(-1, 1) * DBL_MAX;
    all[2][i] = dice(-1, 1) * 1e-300;
    all[3][i] = dice(-9, 9) * DBL_TRUE_MIN;
    all[4][i] = static_cast<double>(dice.below(3));
    all[5][i] = dice.below(2) == 0 ? 0.0 : -0.0;
    all[6][i] = dice(-1, 1) * std::ldexp(1.0, static_cast<int>(dice.below(2000)) - 1000);
  }
  return all;
}

std::vector<std::uint64_t> bits_of(const logits::Distribution& distribution) {
  std::vector<std::uint64_t> bits(distribution.ids.begin(), distribution.ids.end());
  for (const double p : distribution.p) bits.push_back(std::bit_cast<std::uint64_t>(p));
  for (const double logp : distribution.logp) bits.push_back(std::bit_cast<std::uint64_t>(logp));
  bits.push_back(std::bit_cast<std::uint64_t>(distribution.entropy));
  return bits;
}

/// What a step leaves, or how it fails.
std::vector<std::uint64_t> bits_after(const logits::Step& step, logits::Candidates candidates,
                                      const logits::State& state) {
  try {
    logits::apply_part({.steps = {step}}, 0, candidates, state);
  } catch (const logits::Error& error) {  // where something overflows, or everything is banned
    return {static_cast<std::uint64_t>(error.failure)};
  }
  std::vector<std::uint64_t> bits(candidates.ids.begin(), candidates.ids.end());
  for (const double logit : candidates.logits) bits.push_back(std::bit_cast<std::uint64_t>(logit));
  bits.push_back(std::bit_cast<std::uint64_t>(candidates.temperature));
  return bits;
}

/// What each instruction set makes of the same.
template <typename Make>
void require_equal_bits(Make make) {
  const logits::InstructionSet before = logits::instruction_set();
  logits::use_instruction_set(logits::InstructionSet::baseline);
  const auto expected = make();
  for (const logits::InstructionSet set : logits::instruction_sets()) {
    logits::use_instruction_set(set);
    const auto found = make();
    logits::use_instruction_set(before);
    INFO(logits::name(set));
    REQUIRE(found == expected);
  }
}

}  // namespace

TEST_CASE("every instruction set gives the same softmax, to the last bit") {
  for (const std::size_t n : sizes()) {
    for (const std::vector<double>& row : rows_of(n)) {
      logits::Candidates candidates = logits::Candidates::from(row);
      for (const double t : {1.0, 0.5, 0.8, 1.3, 1e-3, 1e5, 0x1p-200, 1e-310, 5e-324, DBL_MAX}) {
        INFO(n << " logits from " << row[0] << " at T = " << t);
        candidates.temperature = t;
        require_equal_bits([&] { return bits_of(logits::softmax(candidates)); });
      }
    }
  }
}

TEST_CASE("every instruction set finds the same nucleus") {
  for (const std::size_t n : sizes()) {
    for (const std::vector<double>& row : rows_of(n)) {
      logits::Candidates candidates = logits::Candidates::from(row);
      for (const double t : {1.0, 0.8, 1e3, 5e-324, DBL_MAX}) {
        INFO(n << " logits from " << row[0] << " at T = " << t);
        candidates.temperature = t;
        require_equal_bits([&] {
          const logits::Threshold threshold = logits::nucleus(candidates, 0.9);
          return std::pair(threshold.key, threshold.ties);
        });
      }
    }
  }
}

TEST_CASE("every instruction set keeps the same tokens") {
  for (const std::size_t n : sizes()) {
    for (const std::vector<double>& row : rows_of(n)) {
      for (const std::size_t k : {std::size_t{1}, std::size_t{5}, std::size_t{40}, n / 2 + 1}) {
        INFO(n << " logits from " << row[0] << ", k = " << k);
        require_equal_bits([&] {
          return logits::candidates_after({.steps = {logits::Temperature{0.8}, logits::TopK{k}}}, row).ids;
        });
      }
    }
  }
}

TEST_CASE("every step makes the same of a row with every instruction set") {
  constexpr double temperatures[] = {1, 0.8, 30, 1e-310, DBL_MAX};
  rows::Dice dice(1);
  for (const std::size_t n : sizes()) {
    for (const std::vector<double>& row : rows_of(n)) {
      logits::Candidates candidates = logits::Candidates::from(row);
      candidates.temperature = temperatures[dice.below(std::size(temperatures))];
      const logits::State state{.prompt = {1, 2, 3, 1, 2}, .unconditional = {row.rbegin(), row.rend()}};
      for (std::size_t kind = 0; kind < std::variant_size_v<logits::Step>; ++kind) {
        const auto step = parts::random_of<logits::Step>(kind, dice);
        INFO(logits::describe(step) << " of " << n << " logits from " << row[0]
                                    << " at T = " << candidates.temperature);
        require_equal_bits([&] { return bits_after(step, candidates, state); });
      }
    }
  }
}
