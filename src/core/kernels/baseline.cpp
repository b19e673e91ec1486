#define LOGITS_INSTRUCTION_SET baseline
#include "src/core/kernels/loops.inc"

namespace logits::kernels {

const Loops* baseline_loops() {
  return &baseline::compiled;
}

}  // namespace logits::kernels
