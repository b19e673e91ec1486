#include "logits/instruction_set.hpp"

#include "logits/error.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <string>

using logits::InstructionSet;

TEST_CASE("the baseline is always there, and the slowest") {
  const auto sets = logits::instruction_sets();
  REQUIRE_FALSE(sets.empty());
  CHECK(sets.front() == InstructionSet::baseline);
}

TEST_CASE("each instruction set that is there can be used, and what is in use is told") {
  const InstructionSet before = logits::instruction_set();
  for (const InstructionSet set : logits::instruction_sets()) {
    logits::use_instruction_set(set);
    CHECK(logits::instruction_set() == set);
  }
  logits::use_instruction_set(before);
}

TEST_CASE("nobody has to choose: the fastest is in use") {
  CHECK(logits::instruction_set() == logits::instruction_sets().back());
}

TEST_CASE("an instruction set that is not there is refused, and the one in use stays") {
  const auto sets = logits::instruction_sets();
  const InstructionSet before = logits::instruction_set();
  for (const auto set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512}) {
    if (std::find(sets.begin(), sets.end(), set) != sets.end()) continue;
    CHECK_THROWS_WITH(logits::use_instruction_set(set),
                      "this CPU, or this build, has no " + std::string(logits::name(set)));
  }
  CHECK(logits::instruction_set() == before);
}

TEST_CASE("instruction sets have the names of their compiler options") {
  CHECK(logits::name(InstructionSet::baseline) == "baseline");
  CHECK(logits::name(InstructionSet::avx2) == "avx2");
  CHECK(logits::name(InstructionSet::avx512) == "avx512");
}
