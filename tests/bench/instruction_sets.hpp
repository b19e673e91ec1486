#pragma once

#include "logits/instruction_set.hpp"
#include "tests/bench/race.hpp"

#include <functional>
#include <string>
#include <vector>

namespace logits::bench {

/// A way of doing a job once for each instruction set of this machine, first the one that is chosen by
/// itself.
inline std::vector<Contender> on_each_instruction_set(const std::string& way,
                                                      const std::function<double()>& run) {
  const InstructionSet chosen = instruction_set();
  const auto contender = [&](InstructionSet set) {
    return Contender{way + ", " + std::string(name(set)), [=] {
                       use_instruction_set(set);
                       const double result = run();
                       use_instruction_set(chosen);
                       return result;
                     }};
  };
  std::vector<Contender> contenders{contender(chosen)};
  for (const InstructionSet set : instruction_sets()) {
    if (set != chosen) contenders.push_back(contender(set));
  }
  return contenders;
}

}  // namespace logits::bench
