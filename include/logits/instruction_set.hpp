#pragma once

#include <string_view>
#include <vector>

namespace logits {

/// What the loops over whole rows are compiled for. All give the same bits, so that a test or a benchmark is
/// all that needs to choose: everybody else gets the fastest that the CPU has.
enum class InstructionSet {
  baseline,  ///< what every CPU of this architecture has: SSE2 on x86-64
  avx2,
  avx512,  ///< as of Ice Lake and Zen 4: their predecessors slow down their clock for it
};

/// Those that both this build and this CPU have, the slowest first. The baseline is always among them.
std::vector<InstructionSet> instruction_sets();

/// The one in use.
InstructionSet instruction_set();

/// Uses another, in all threads. Throws `Failure::usage` for one that is not among `instruction_sets()`.
void use_instruction_set(InstructionSet);

/// "baseline", "avx2", "avx512".
std::string_view name(InstructionSet);

}  // namespace logits
