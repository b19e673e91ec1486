#include "logits/instruction_set.hpp"

#include "logits/error.hpp"
#include "src/core/kernels/loops.hpp"

#include <atomic>
#include <string>

namespace logits {
namespace {

/// Null where the build or the CPU lacks the set.
const kernels::Loops* loops_for(InstructionSet set) {
  switch (set) {
    case InstructionSet::baseline:
      return kernels::baseline_loops();
    case InstructionSet::avx2:
#if defined(__x86_64__) || defined(__i386__)
      if (__builtin_cpu_supports("avx2")) return kernels::avx2_loops();
#endif
      return nullptr;
    case InstructionSet::avx512:
#if defined(__x86_64__) || defined(__i386__)
      if (__builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
          __builtin_cpu_supports("avx512vbmi2")) {
        return kernels::avx512_loops();
      }
#endif
      return nullptr;
  }
  return nullptr;
}

std::atomic<InstructionSet>& in_use() {
  static std::atomic<InstructionSet> set = instruction_sets().back();
  return set;
}

}  // namespace

std::vector<InstructionSet> instruction_sets() {
  std::vector<InstructionSet> sets;
  for (const auto set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512}) {
    if (loops_for(set) != nullptr) sets.push_back(set);
  }
  return sets;
}

InstructionSet instruction_set() {
  return in_use();
}

void use_instruction_set(InstructionSet set) {
  if (loops_for(set) == nullptr) {
    throw Error(Failure::usage, "this CPU, or this build, has no " + std::string(name(set)));
  }
  in_use() = set;
}

std::string_view name(InstructionSet set) {
  switch (set) {
    case InstructionSet::baseline:
      return "baseline";
    case InstructionSet::avx2:
      return "avx2";
    case InstructionSet::avx512:
      return "avx512";
  }
  return {};
}

namespace kernels {

const Loops& loops() {
  return *loops_for(in_use());
}

}  // namespace kernels
}  // namespace logits
